import { type QueryExecutorProvider, sql } from 'kysely';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { isUuid } from '../../pagination/cursor.js';
import { readUser } from '../../users/write/user.answer.js';
import { checkNotSelf, checkReachOf } from '../../users/write/user.guard-rails.js';
import type { UserRow } from '../../users/user.row.js';
import type { UserSelection } from '../../users/user.selection.js';
import { RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { mailNotice } from '../account-notice.service.js';
import { about, removeTotp } from './second-factor.service.js';

export interface ResetAnswer {
  user: UserRow | null;
  userErrors: UserError[];
}

/**
 * Removes another user's second factor and passkeys, as after a lost phone. That user then signs in by password alone, and sets
 * up a new factor. It is refused for oneself, as it would bypass the proof that is needed there, and for users with more
 * permissions.
 */
export async function resetSecondFactor(
  context: RequestContext,
  id: string,
  asked: UserSelection | undefined,
): Promise<ResetAnswer> {
  const { viewer, locale } = context;
  if (!viewer) throw new Error('a write without a viewer');
  try {
    let hadFactors = false;
    const user = await context.transaction(async (db) => {
      if (!(await lockUser(db, id))) throw notFound();
      checkNotSelf(viewer, id, ['id']);
      await checkReachOf(db, viewer, id, ['id']);
      const hadTotp = await removeTotp(db, id);
      const { rows } = await sql<{ name: string }>`delete from passkeys where user_id = ${id}::uuid
        returning name`.execute(db);
      hadFactors = hadTotp || rows.length > 0;
      if (hadFactors) {
        const changes = { passkeys: { before: rows.map(({ name }) => name), after: [] } };
        await recordAudit(db, context, { ...about(id, AuditAction.SECOND_FACTOR_RESET), changes });
      }
      return asked && readUser(db, id, asked);
    });
    if (hadFactors) mailNotice(context, id, 'factorsReset');
    return { user: user ?? null, userErrors: [] };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { user: null, userErrors: error.refusals.map((refusal) => toUserError(refusal, locale)) };
  }
}

/** The lock makes roles given meanwhile visible. False if there is no such user, or the user is in the bin. */
async function lockUser(db: QueryExecutorProvider, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const { rows } =
    await sql`select from users where id = ${id}::uuid and deleted_at is null for update`.execute(db);
  return rows.length > 0;
}

function notFound(): RefusedError {
  return new RefusedError([{ code: UserErrorCode.NOT_FOUND, path: ['id'], key: 'userError.notFound.user' }]);
}
