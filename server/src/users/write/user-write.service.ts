import { ForeignKeyConstraintViolationException, UniqueConstraintViolationException } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { tellAccessChange } from '../../access/access-change.js';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { recordAudit } from '../../audit/audit.service.js';
import { viewerByNow } from '../../auth/viewer/viewer-by-now.service.js';
import type { RequestContext } from '../../context.js';
import type { Claim } from '../../idempotency/idempotency-key.rule.js';
import { keepResult, takeKey } from '../../idempotency/idempotency.service.js';
import type { UserChangeKind } from '../news/user-change.type.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { readAnswer, type UserWriteAnswer } from './user.answer.js';
import { touchesAccess, userRecord, userTarget } from './user.changes.js';
import type { User } from '../user.entity.js';
import type { WriteSelection } from '../user.selection.js';

interface WriteOptions {
  /** To blame where the address is another's. */
  emailPath?: string[];
  /** Whether something was waited for since it was found who asks. */
  hasWaited?: boolean;
  /** Of the request's key, where it has one. */
  claim?: Claim | undefined;
  /** What comes after the change, in its transaction. */
  follow?: (em: SqlEntityManager, user: User) => Promise<void>;
}

/**
 * The one way in which users are written: the change, its entry in the audit trail and the whole answer to it, in one
 * transaction; the news of it goes out after the commit. A refused write leaves nothing behind, and its answer holds the list as it is.
 */
export async function write(
  context: RequestContext,
  kind: UserChangeKind,
  asked: WriteSelection,
  change: (em: SqlEntityManager, viewer: Viewer) => Promise<User>,
  { emailPath = ['input', 'email'], hasWaited = false, claim, follow }: WriteOptions = {},
): Promise<UserWriteAnswer & { id?: string; isRepeated?: boolean }> {
  const { viewer } = context;
  // Each write's field asks for a permission, which nobody has who is not signed in.
  if (!viewer) throw new Error('a write without a viewer');
  try {
    const { answer, id, changed, isRepeated } = await context.em.transactional(async (em) => {
      const db = em.getKysely();
      const writer = hasWaited ? await viewerByNow(db, context, Permission.USERS_WRITE) : viewer;
      const made = claim && (await takeKey(db, claim));
      if (made !== undefined) {
        return { answer: await readAnswer(db, asked, made), id: made, changed: false, isRepeated: true };
      }
      const user = await change(em, writer);
      const record = userRecord(user);
      await em.flush();
      if (claim) await keepResult(db, claim, user.id);
      if (record) await recordAudit(db, context, { ...record, target: userTarget(user) });
      if (record && touchesAccess(record)) await tellAccessChange(db, [user.id]);
      await follow?.(em, user);
      const answer = await readAnswer(db, asked, user.id);
      return { answer, id: user.id, changed: record !== undefined, isRepeated: false };
    });
    if (changed) context.changes.publish(kind, id);
    return { ...answer, id, isRepeated };
  } catch (error) {
    return refuse(context, refusalsOf(error, emailPath), asked);
  }
}

export async function refuse(
  context: RequestContext,
  refusals: Refusal[],
  asked: WriteSelection,
): Promise<UserWriteAnswer> {
  const answer = await readAnswer(context.em.getKysely(), asked, undefined);
  return { ...answer, userErrors: refusals.map((refusal) => toUserError(refusal, context.locale)) };
}

/** What a constraint's violation means to the person who asked; anything else is thrown again. */
function refusalsOf(error: unknown, emailPath: string[]): Refusal[] {
  if (error instanceof RefusedError) return error.refusals;
  const constraint = (error as { constraint?: string }).constraint;
  if (error instanceof UniqueConstraintViolationException && constraint === 'users_email_key') {
    return [{ code: UserErrorCode.EMAIL_TAKEN, path: emailPath, key: 'userError.emailTaken' }];
  }
  if (
    error instanceof ForeignKeyConstraintViolationException &&
    constraint === 'user_roles_role_id_foreign'
  ) {
    return [unknownRole()];
  }
  throw error;
}

export function unknownRole(): Refusal {
  return { code: UserErrorCode.NOT_FOUND, path: ['input', 'roleIds'], key: 'userError.notFound.role' };
}
