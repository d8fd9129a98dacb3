import { sql } from 'kysely';
import type { RequestContext } from '../../context.js';
import type { Refusal } from '../../refusals/refusal.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import type { OwnSession } from '../viewer/own-session.js';
import { isRecent } from '../proof.service.js';

export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** A user's means of signing in, as the database returns them. */
export interface SecurityRow {
  pendingEmail: string | null;
  totpSince: string | null;
  recoveryCodesLeft: number;
  isSignInRecent: boolean;
  passkeys: PasskeyRow[];
}

type Own = Pick<SecurityRow, 'pendingEmail' | 'totpSince' | 'recoveryCodesLeft'>;

/** The viewer's own means of signing in. */
export async function readSecurity({ db }: RequestContext, own: OwnSession): Promise<SecurityRow> {
  const { rows } = await sql<Own>`select
      (select email from email_changes where user_id = ${own.userId}::uuid and expires_at > now()) as "pendingEmail",
      (select confirmed_at from totp_factors where user_id = ${own.userId}::uuid) as "totpSince",
      (select count(*)::int from recovery_codes where user_id = ${own.userId}::uuid) as "recoveryCodesLeft"`.execute(
    db,
  );
  const [row] = rows as [Own];
  const passkeys =
    await sql<PasskeyRow>`select id, name, created_at as "createdAt", last_used_at as "lastUsedAt"
    from passkeys where user_id = ${own.userId}::uuid order by id desc`.execute(db);
  return { ...row, passkeys: passkeys.rows, isSignInRecent: await isRecent(db, own) };
}

/** The fields common to the answers of all these changes. */
export interface SecurityAnswer {
  security: SecurityRow;
  userErrors: UserError[];
}

/** The answer to a change, made or refused. */
export async function answerSecurity(
  context: RequestContext,
  own: OwnSession,
  ...refusals: Refusal[]
): Promise<SecurityAnswer> {
  return {
    security: await readSecurity(context, own),
    userErrors: refusals.map((refusal) => toUserError(refusal, context.locale)),
  };
}
