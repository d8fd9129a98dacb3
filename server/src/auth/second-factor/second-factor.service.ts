import { type QueryExecutorProvider, sql } from 'kysely';
import { recordAudit } from '../../audit/audit.service.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { hashOf } from '../../access/secret-text.js';
import type { RequestContext } from '../../context.js';
import type { Transaction } from '../../database/transaction.js';
import { stepOf } from './totp.js';
import { newRecoveryCode, readCode } from './typed-code.js';

const RECOVERY_CODES = 10;

/**
 * Uses up a user's code, from the app or a recovery code. Of two simultaneous uses of one code, one succeeds. False for a
 * wrong, expired or used code, and for a user without a second factor.
 */
export async function spendCode(
  context: RequestContext,
  db: QueryExecutorProvider,
  userId: string,
  typed: string,
): Promise<boolean> {
  const read = readCode(typed);
  if (!read) return false;
  if (read.method === 'TOTP') return spendTotp(context, db, userId, read.code);
  const { rows } = await sql`delete from recovery_codes
    where user_id = ${userId}::uuid and hash = ${recoveryHash(userId, read.code)} returning user_id`.execute(
    db,
  );
  if (rows.length === 0) return false;
  await recordAudit(db, context, { ...about(userId, AuditAction.RECOVERY_CODE_USED), actorId: userId });
  return true;
}

async function spendTotp(
  { auth }: RequestContext,
  db: QueryExecutorProvider,
  userId: string,
  code: string,
): Promise<boolean> {
  const found = await sql<{ sealed_key: Buffer }>`select sealed_key from totp_factors
    where user_id = ${userId}::uuid and confirmed_at is not null`.execute(db);
  const [factor] = found.rows;
  const step = factor && stepOf(auth.totpKeys.open(factor.sealed_key, userId), code);
  if (step === undefined) return false;
  const { rows } = await sql`update totp_factors set last_step = ${step}
    where user_id = ${userId}::uuid and confirmed_at is not null and last_step < ${step} returning user_id`.execute(
    db,
  );
  return rows.length > 0;
}

/** Makes new recovery codes, and voids the old ones. They are readable only this once. */
export async function renewCodes(db: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const hashes = codes.map((code) => recoveryHash(userId, code.replaceAll('-', '')));
  await Promise.all([
    sql`delete from recovery_codes where user_id = ${userId}::uuid`.execute(db),
    sql`insert into recovery_codes (user_id, hash)
      select ${userId}::uuid, unnest(${hashes}::bytea[])`.execute(db),
  ]);
  return codes;
}

/** Removes TOTP and the recovery codes; false if there was no TOTP. */
export async function removeTotp(db: QueryExecutorProvider, userId: string): Promise<boolean> {
  const { rows } = await sql<{ confirmed_at: Date | null }>`delete from totp_factors
    where user_id = ${userId}::uuid returning confirmed_at`.execute(db);
  await sql`delete from recovery_codes where user_id = ${userId}::uuid`.execute(db);
  await endChallenges(db, userId);
  return rows.some(({ confirmed_at }) => confirmed_at !== null);
}

/** Ends unfinished sign-ins: they have to begin again, with the password. */
export async function endChallenges(db: QueryExecutorProvider, userId: string): Promise<void> {
  await sql`delete from sign_in_challenges where user_id = ${userId}::uuid`.execute(db);
}

/** An entry of the audit trail about a user's own means of signing in. */
export function about(userId: string, action: AuditAction) {
  return { action, target: { type: AuditTargetType.USER, id: userId } };
}

/** The hash includes the owner, so one guess cannot be looked up among the codes of all users. */
function recoveryHash(userId: string, code: string): Buffer {
  return hashOf(`${userId}.${code}`);
}
