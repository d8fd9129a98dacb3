import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { ahead } from './load-ahead';

/** Not needed before the button is pressed. */
const load = ahead(() => import('@simplewebauthn/browser'));

/** Browsers tie a passkey to a name, and know none where the address is a number. */
const NUMBER = /^[\d.]+$|^\[/;

/** Whether this browser has passkeys at this address: by https or on this machine, and by name. */
export function arePasskeysPossible(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && !NUMBER.test(location.hostname);
}

/**
 * What the browser answers to options of the server's; undefined where its person gave up, or let the time pass.
 * @throws what else went wrong
 */
export async function askForPasskey(options: object): Promise<object | undefined> {
  const { startAuthentication } = await load();
  return given(() => startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
}

/** The same, to make a passkey. 'known' where this device has one of this person's already. */
export async function makePasskey(options: object): Promise<object | 'known' | undefined> {
  const { startRegistration } = await load();
  try {
    return await given(() =>
      startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidStateError') return 'known';
    throw error;
  }
}

async function given<Answer extends object>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)) return undefined;
    throw error;
  }
}
