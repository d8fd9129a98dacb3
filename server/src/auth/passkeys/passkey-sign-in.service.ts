import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import type { UserSelection } from '../../users/user.selection.js';
import { admit, welcome } from '../sign-in/admission.service.js';
import { stands } from '../viewer/standing.service.js';
import { recordFailure } from '../sign-in/sign-in.audit.js';
import type { SignInPayload } from '../auth.payloads.js';
import { refuse } from '../sign-in/sign-in.answer.js';
import { keepChallenge, spendChallenge } from './passkey-challenge.service.js';
import { relyingParty } from './relying-party.js';
import { userHandle } from './user-handle.js';
import { webauthn } from './webauthn.js';

/** What a browser needs to ask for a passkey. The answer goes to signInWithPasskey. It reveals no user. */
export async function startPasskeySignIn({ db, site }: RequestContext): Promise<{ options: object }> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: relyingParty(site).id,
    userVerification: 'required',
  });
  await keepChallenge(db, options.challenge, null);
  return { options };
}

/**
 * Signs a user in by passkey. It proves the device, and the device verifies the person. These are both factors, so no code is
 * asked for.
 */
export async function signInWithPasskey(
  context: RequestContext,
  answer: object,
  asked: UserSelection | undefined,
): Promise<SignInPayload> {
  const { db } = context;
  const challenge = await spendChallenge(db, answer, null);
  const passkey = challenge === undefined ? undefined : await findPasskey(db, answer);
  if (challenge === undefined || !passkey) return refused(context);
  const counter = await verifiedCounter(context, answer, challenge, passkey);
  if (counter === undefined || passkey.status !== 'ACTIVE') {
    await recordFailure(db, context, passkey.userId, 'WRONG_PASSKEY');
    return refused(context);
  }
  const session = await context.transaction(async (tx) => {
    if (!(await stands(tx, passkey.userId))) return undefined;
    // The passkey may have been removed while its signature was checked.
    const { rows } = await sql`update passkeys set counter = ${counter}, last_used_at = now()
      where id = ${passkey.id}::uuid returning id`.execute(tx);
    if (rows.length === 0) return undefined;
    return admit(tx, context, passkey.userId, 'PASSKEY', []);
  });
  return session ? welcome(context, session, 'PASSKEY', asked) : refused(context);
}

interface KnownPasskey {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  status: string;
}

async function findPasskey(db: QueryExecutorProvider, answer: object): Promise<KnownPasskey | undefined> {
  const { id } = answer as { id?: unknown };
  if (typeof id !== 'string' || !/^[\w-]+$/.test(id)) return undefined;
  const { rows } =
    await sql<KnownPasskey>`select p.id, p.user_id as "userId", p.credential_id as "credentialId",
      p.public_key as "publicKey", p.counter::float8 as counter, u.status
    from passkeys p join users u on u.id = p.user_id where p.credential_id = ${id}`.execute(db);
  return rows[0];
}

/** The signature's counter, which a copied authenticator would repeat; undefined if the answer is not valid. */
async function verifiedCounter(
  { site, log }: RequestContext,
  answer: object,
  expectedChallenge: string,
  { userId, credentialId, publicKey, counter }: KnownPasskey,
): Promise<number | undefined> {
  const { id, origin } = relyingParty(site);
  const response = answer as AuthenticationResponseJSON;
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const handle = Buffer.from(userHandle(userId)).toString('base64url');
    if (response.response.userHandle !== handle) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      credential: { id: credentialId, publicKey: Uint8Array.from(publicKey), counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch (error) {
    // Any fault refuses the sign-in. Its text holds origins and flags, no secret.
    log.info({ reason: (error as Error).message }, 'A passkey did not sign in.');
    return undefined;
  }
}

function refused(context: RequestContext): SignInPayload {
  return refuse(context, {
    code: UserErrorCode.WRONG_CREDENTIALS,
    path: ['input', 'answer'],
    key: 'userError.wrongPasskey',
  });
}
