import { computed, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { askForPasskey } from '../../lib/passkeys';
import { faultOf, type RequestFault } from '../../lib/server/request-fault';
import { StartPasskeySignInDocument } from '../auth.documents';
import { usePasskeyEntry } from './useEntry';
import { useSending } from '../useSending';

/** Signs in with a passkey: the browser offers those that it has. */
export function usePasskeySignIn() {
  const { t } = useI18n();
  const { send } = useSending(StartPasskeySignInDocument);
  const entry = usePasskeyEntry();
  const isBusy = shallowRef(false);
  const fault = shallowRef<RequestFault>();
  const given = shallowRef<{ code: string; message: string }[]>([]);

  async function signIn(): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    fault.value = undefined;
    given.value = [];
    try {
      const options = (await send({})).startPasskeySignIn.options;
      const answer = await askForPasskey(options);
      if (answer) await entry.enter({ answer });
      else given.value = [{ code: 'NONE', message: t('auth.passkey.none') }];
    } catch (error) {
      fault.value = faultOf(error);
    } finally {
      isBusy.value = false;
    }
  }

  return {
    signIn,
    isBusy,
    fault: computed(() => fault.value ?? entry.fault.value),
    refusals: computed(() => [...given.value, ...entry.refusals.value]),
  };
}
