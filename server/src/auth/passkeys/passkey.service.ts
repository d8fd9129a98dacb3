import type { RegistrationResponseJSON, WebAuthnCredential } from '@simplewebauthn/server';
import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { isUuid } from '../../pagination/cursor.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { readText } from '../../texts/text.rule.js';
import { mailNotice } from '../account-notice.service.js';
import type { OwnSession } from '../viewer/own-session.js';
import { checkProofOrRecent, type Proof } from '../proof.service.js';
import { about } from '../second-factor/second-factor.service.js';
import { checkStands } from '../viewer/standing.service.js';
import { answerSecurity, type SecurityAnswer } from '../second-factor/security.service.js';
import { keepChallenge, spendChallenge } from './passkey-challenge.service.js';
import { relyingParty } from './relying-party.js';
import { userHandle } from './user-handle.js';
import { webauthn } from './webauthn.js';

const MAX_PASSKEYS = 20;
const NAME_LENGTH = 100;

/**
 * Ed25519, ES256, RS256: every authenticator has one of them. More of them are experimental in Node, which then prints a
 * warning.
 */
const ALGORITHMS = [-8, -7, -257];

const TOO_MANY: Refusal = {
  code: UserErrorCode.LIMIT,
  path: [],
  key: 'userError.tooManyPasskeys',
  params: { max: MAX_PASSKEYS },
};
const NOT_TAKEN: Refusal = {
  code: UserErrorCode.INVALID,
  path: ['input', 'answer'],
  key: 'userError.passkeyNotTaken',
};

/** What a browser needs to make a passkey. The answer goes to addPasskey. */
export async function startPasskey(
  context: RequestContext,
  own: OwnSession,
  proof: Proof,
): Promise<{ options: object | null; userErrors: UserError[] }> {
  const refuse = (refusal: Refusal) => ({
    options: null,
    userErrors: [toUserError(refusal, context.locale)],
  });
  const verified = await checkProofOrRecent(context, own, proof);
  if ('key' in verified) return refuse(verified);
  const db = context.db;
  const known = await sql<{ id: string; transports: string[] }>`select credential_id as id, transports
    from passkeys where user_id = ${own.userId}::uuid`.execute(db);
  if (known.rows.length >= MAX_PASSKEYS) return refuse(TOO_MANY);
  const { rows } = await sql<{ email: string; name: string }>`select email, display_name as name from users
    where id = ${own.userId}::uuid`.execute(db);
  const [user] = rows as [{ email: string; name: string }];
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Rollcall',
    rpID: relyingParty(context.site).id,
    userID: userHandle(own.userId),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.rows,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(db, options.challenge, own.userId);
  return { options, userErrors: [] };
}

/** Adds the passkey that a browser made. */
export async function addPasskey(
  context: RequestContext,
  own: OwnSession,
  input: { answer: object; name: string },
): Promise<SecurityAnswer> {
  const name = readName(input.name);
  if (typeof name === 'object') return answerSecurity(context, own, name);
  const made = await verifiedPasskey(context, own, input.answer);
  if (!made) return answerSecurity(context, own, NOT_TAKEN);
  const refused = await context.transaction(async (db) => {
    await checkStands(db, own);
    if (!(await hasRoom(db, own.userId))) return TOO_MANY;
    const { rows } =
      await sql`insert into passkeys (user_id, name, credential_id, public_key, counter, transports)
      values (${own.userId}::uuid, ${name}, ${made.id}, ${Buffer.from(made.publicKey)}, ${made.counter},
        ${made.transports ?? []}::text[])
      on conflict on constraint passkeys_credential_id_key do nothing returning id`.execute(db);
    if (rows.length === 0) return NOT_TAKEN;
    const changes = { passkey: { before: null, after: name } };
    await recordAudit(db, context, { ...about(own.userId, AuditAction.PASSKEY_ADDED), changes });
    return undefined;
  });
  if (refused) return answerSecurity(context, own, refused);
  mailNotice(context, own.userId, 'passkeyAdded');
  return answerSecurity(context, own);
}

/** The lock on the user's row makes simultaneous additions wait. */
async function hasRoom(db: QueryExecutorProvider, userId: string): Promise<boolean> {
  await sql`select from users where id = ${userId}::uuid for update`.execute(db);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from passkeys
    where user_id = ${userId}::uuid`.execute(db);
  return (rows[0]?.count ?? 0) < MAX_PASSKEYS;
}

async function verifiedPasskey(
  { db, site, log }: RequestContext,
  { userId }: OwnSession,
  answer: object,
): Promise<WebAuthnCredential | undefined> {
  const expectedChallenge = await spendChallenge(db, answer, userId);
  if (expectedChallenge === undefined) return undefined;
  const { id, origin } = relyingParty(site);
  const { verifyRegistrationResponse } = await webauthn();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return registrationInfo?.credential;
  } catch (error) {
    // After any fault the browser has to make another passkey. The text of the fault holds origins and flags, no secret.
    log.info({ reason: (error as Error).message }, 'A passkey was not taken.');
    return undefined;
  }
}

/** Gives a passkey another name. */
export async function renamePasskey(
  context: RequestContext,
  own: OwnSession,
  input: { id: string; name: string },
): Promise<SecurityAnswer> {
  const after = readName(input.name);
  if (typeof after === 'object') return answerSecurity(context, own, after);
  const isThere = await context.transaction(async (db) => {
    const before = isUuid(input.id) ? await lockPasskey(db, own, input.id) : undefined;
    if (before === undefined || before === after) return before !== undefined;
    await sql`update passkeys set name = ${after} where id = ${input.id}::uuid`.execute(db);
    const changes = { passkey: { before, after } };
    await recordAudit(db, context, { ...about(own.userId, AuditAction.PASSKEY_RENAMED), changes });
    return true;
  });
  return isThere ? answerSecurity(context, own) : answerSecurity(context, own, notFound(['input', 'id']));
}

/** Removes a passkey. Removing one that no longer exists is refused, as the person may have meant another one. */
export async function removePasskey(
  context: RequestContext,
  own: OwnSession,
  id: string,
  proof: Proof,
): Promise<SecurityAnswer> {
  const verified = await checkProofOrRecent(context, own, proof);
  if ('key' in verified) return answerSecurity(context, own, verified);
  const isThere = await context.transaction(async (db) => {
    await checkStands(db, own, verified);
    const before = isUuid(id) ? await lockPasskey(db, own, id) : undefined;
    if (before === undefined) return false;
    await sql`delete from passkeys where id = ${id}::uuid`.execute(db);
    const changes = { passkey: { before, after: null } };
    await recordAudit(db, context, { ...about(own.userId, AuditAction.PASSKEY_REMOVED), changes });
    return true;
  });
  if (!isThere) return answerSecurity(context, own, notFound(['id']));
  mailNotice(context, own.userId, 'passkeyRemoved');
  return answerSecurity(context, own);
}

/** The name of the viewer's own passkey. Its row is locked until the transaction ends. */
async function lockPasskey(
  db: QueryExecutorProvider,
  { userId }: OwnSession,
  id: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from passkeys
    where id = ${id}::uuid and user_id = ${userId}::uuid for update`.execute(db);
  return rows[0]?.name;
}

function readName(given: string): string | Refusal {
  const read = readText(given, { max: NAME_LENGTH, required: true });
  return typeof read === 'object' ? { ...(read as Omit<Refusal, 'path'>), path: ['input', 'name'] } : read;
}

function notFound(path: string[]): Refusal {
  return { code: UserErrorCode.NOT_FOUND, path, key: 'userError.notFound.passkey' };
}
