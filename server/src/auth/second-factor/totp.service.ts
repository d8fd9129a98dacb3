import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { mailNotice } from '../account-notice.service.js';
import type { OwnSession } from '../viewer/own-session.js';
import { checkProof, checkProofOrRecent, type Proof } from '../proof.service.js';
import { checkStands } from '../viewer/standing.service.js';
import { about, removeTotp, renewCodes } from './second-factor.service.js';
import { answerSecurity, type SecurityAnswer } from './security.service.js';
import { newTotpKey, stepOf, totpUri } from './totp.js';
import { readCode } from './typed-code.js';

const IS_ON: Refusal = { code: UserErrorCode.INVALID, path: [], key: 'userError.totpIsOn' };
const IS_OFF: Refusal = { code: UserErrorCode.NOT_FOUND, path: [], key: 'userError.totpIsOff' };
const NOT_STARTED: Refusal = {
  code: UserErrorCode.NOT_FOUND,
  path: ['input', 'code'],
  key: 'userError.totpNotStarted',
};
const WRONG: Refusal = {
  code: UserErrorCode.WRONG_CREDENTIALS,
  path: ['input', 'code'],
  key: 'userError.wrongCode',
};

export interface TotpStart {
  key: string | null;
  uri: string | null;
  userErrors: UserError[];
}

/** Makes a new key for an app. Signing in asks for no code yet. Starting again makes another key. */
export async function startTotp({ auth, db, locale }: RequestContext, own: OwnSession): Promise<TotpStart> {
  const key = newTotpKey();
  const sealed = auth.totpKeys.seal(key, own.userId);
  const { rows } = await sql<{ email: string }>`with started as (
      insert into totp_factors as t (user_id, sealed_key) values (${own.userId}::uuid, ${sealed})
      on conflict on constraint totp_factors_pkey do update
        set sealed_key = excluded.sealed_key, created_at = now() where t.confirmed_at is null
      returning user_id)
    select u.email from users u join started s on s.user_id = u.id`.execute(db);
  const [row] = rows;
  if (!row) return { key: null, uri: null, userErrors: [toUserError(IS_ON, locale)] };
  return { key, uri: totpUri(key, row.email), userErrors: [] };
}

/** An answer that shows recovery codes, only this once. */
export interface CodesAnswer extends SecurityAnswer {
  recoveryCodes: string[];
}

/** Switches TOTP on if the code is right. That code is then used up. */
export async function confirmTotp(
  context: RequestContext,
  own: OwnSession,
  typed: string,
  proof: Proof,
): Promise<CodesAnswer> {
  const step = await pendingStep(context, own.userId, typed);
  if (typeof step === 'object') return withCodes(context, own, [], step);
  const verified = await checkProofOrRecent(context, own, proof);
  if ('key' in verified) return withCodes(context, own, [], verified);
  const codes = await context.transaction(async (db) => {
    await checkStands(db, own, verified);
    const { rows } = await sql`update totp_factors set confirmed_at = now(), last_step = ${step}
      where user_id = ${own.userId}::uuid and confirmed_at is null returning user_id`.execute(db);
    if (rows.length === 0) return undefined;
    return db.commitAfter(async () => {
      const enabled = recordAudit(db, context, about(own.userId, AuditAction.SECOND_FACTOR_ENABLED));
      const [codes] = await Promise.all([renewCodes(db, own.userId), enabled]);
      return codes;
    });
  });
  if (!codes) return withCodes(context, own, [], IS_ON);
  mailNotice(context, own.userId, 'totpOn');
  return withCodes(context, own, codes);
}

/** The time step of a code of the app that is being set up, or the refusal. */
async function pendingStep(
  { auth, db }: RequestContext,
  userId: string,
  typed: string,
): Promise<number | Refusal> {
  const { rows } = await sql<{ sealed_key: Buffer }>`select sealed_key from totp_factors
    where user_id = ${userId}::uuid and confirmed_at is null`.execute(db);
  const [factor] = rows;
  if (!factor) return NOT_STARTED;
  const read = readCode(typed);
  if (read?.method !== 'TOTP') return WRONG;
  return stepOf(auth.totpKeys.open(factor.sealed_key, userId), read.code) ?? WRONG;
}

/** Switches TOTP off. A recent sign-in is not enough proof: an open page would then suffice. */
export async function disableTotp(
  context: RequestContext,
  own: OwnSession,
  proof: Proof,
): Promise<SecurityAnswer> {
  const verified = await checkProof(context, own, proof);
  if ('key' in verified) return answerSecurity(context, own, verified);
  const wasOn = await context.transaction(async (db) => {
    await checkStands(db, own, verified);
    if (!(await removeTotp(db, own.userId))) return false;
    await recordAudit(db, context, about(own.userId, AuditAction.SECOND_FACTOR_DISABLED));
    return true;
  });
  if (!wasOn) return answerSecurity(context, own, IS_OFF);
  mailNotice(context, own.userId, 'totpOff');
  return answerSecurity(context, own);
}

/** Replaces all recovery codes, used or not. */
export async function renewRecoveryCodes(
  context: RequestContext,
  own: OwnSession,
  proof: Proof,
): Promise<CodesAnswer> {
  const verified = await checkProof(context, own, proof);
  if ('key' in verified) return withCodes(context, own, [], verified);
  const codes = await context.transaction(async (db) => {
    await checkStands(db, own, verified);
    if (!(await lockTotp(db, own.userId))) return undefined;
    return db.commitAfter(async () => {
      const renewed = recordAudit(db, context, about(own.userId, AuditAction.RECOVERY_CODES_RENEWED));
      const [codes] = await Promise.all([renewCodes(db, own.userId), renewed]);
      return codes;
    });
  });
  if (!codes) return withCodes(context, own, [], IS_OFF);
  mailNotice(context, own.userId, 'codesRenewed');
  return withCodes(context, own, codes);
}

/** Locks the row, so of two simultaneous renewals one waits for the other. False if TOTP is off. */
async function lockTotp(db: QueryExecutorProvider, userId: string): Promise<boolean> {
  const { rows } = await sql`select from totp_factors
    where user_id = ${userId}::uuid and confirmed_at is not null for update`.execute(db);
  return rows.length > 0;
}

async function withCodes(
  context: RequestContext,
  own: OwnSession,
  recoveryCodes: string[],
  ...refusals: Refusal[]
): Promise<CodesAnswer> {
  return { ...(await answerSecurity(context, own, ...refusals)), recoveryCodes };
}
