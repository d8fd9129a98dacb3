import type { QueryExecutorProvider } from 'kysely';
import { tellAccessChange } from '../../access/access-change.js';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { recordAudit } from '../../audit/audit.service.js';
import { viewerByNow } from '../../auth/viewer/viewer-by-now.service.js';
import type { RequestContext } from '../../context.js';
import type { Transaction } from '../../database/transaction.js';
import type { Claim } from '../../idempotency/idempotency-key.rule.js';
import { keepResult, takeKey } from '../../idempotency/idempotency.service.js';
import type { UserChangeKind } from '../news/user-change.type.js';
import { type Refusal, RefusedError } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError } from '../../refusals/user-error.type.js';
import { changesSince, StaleVersionError } from '../conflict/user-conflict.service.js';
import { findUserByEmail, type UserRow } from '../user.row.js';
import { isReadAtOnce, readAnswer, readUser, type UserWriteAnswer } from './user.answer.js';
import { touchesAccess, userRecord } from './user.changes.js';
import { checkOwnerLeft, lockOwners } from './user.guard-rails.js';
import { isEmailTaken, type UserChange, writeUser, type WrittenUser } from './written-user.row.js';
import type { WriteSelection } from '../user.selection.js';

/** The change that the rules of a write allow. */
export interface PlannedWrite extends UserChange {
  /** Set if an owner may be lost: the path of the refusal if no other owner is left. */
  ownerPath?: string[] | undefined;
}

interface WriteOptions {
  /** The path of the refusal if another user has the address. */
  emailPath?: string[];
  /** True if the write waited (for a hash) after the viewer was looked up. */
  hasWaited?: boolean;
  /** The claim of the request's Idempotency-Key. */
  claim?: Claim | undefined;
  /** Further statements behind the change, all sent in one turn of the event loop. */
  follow?: (db: QueryExecutorProvider, user: WrittenUser) => Promise<void>;
}

type Written = UserWriteAnswer & { id?: string; isRepeated?: boolean };

/**
 * Every write of a user by a person or a script: the change, its audit entry and the whole answer in one transaction. News is
 * published after the commit. A refused write changes nothing; its answer has the present list.
 * @param plan reads what the rules need (one message), then refuses or returns the change (written by a second message)
 */
export async function write(
  context: RequestContext,
  kind: UserChangeKind,
  asked: WriteSelection,
  plan: (transaction: Transaction, viewer: Viewer) => PlannedWrite | Promise<PlannedWrite>,
  options: WriteOptions = {},
): Promise<Written> {
  const { viewer } = context;
  // The fields require a permission, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  const { emailPath = ['input', 'email'], hasWaited = false } = options;
  let email: string | undefined;
  const work = async (transaction: Transaction) => {
    const writer = hasWaited ? await viewerByNow(transaction, context, Permission.USERS_WRITE) : viewer;
    const planned = async () => {
      const change = await plan(transaction, writer);
      email = change.after.email;
      return change;
    };
    return writeIn(transaction, context, asked, planned, options);
  };
  try {
    const { isChanged, ...written } = await context.transaction(work, { isViewerChecked: hasWaited });
    if (isChanged) context.changes.publish(kind, written.id);
    return written;
  } catch (error) {
    const refusals = refusalsOf(error, emailPath);
    const [answer, obstacle] = await Promise.all([
      refuse(context, refusals, asked),
      readObstacle(context, error, asked, email),
    ]);
    return { ...answer, ...obstacle };
  }
}

/** The obstacle of a refused write, if it was requested. */
async function readObstacle(
  { db, viewer }: RequestContext,
  error: unknown,
  asked: WriteSelection,
  email: string | undefined,
): Promise<Pick<UserWriteAnswer, 'conflict' | 'emailHolder'>> {
  if (error instanceof StaleVersionError && asked.conflict) {
    const { user, changes } = asked.conflict;
    const [present, changed] = await Promise.all([
      user && readUser(db, error.userId, user),
      changes ? changesSince(db, viewer, error, changes.actor) : [],
    ]);
    // Without a user, the row was deleted since, so there is no conflict to resolve.
    return { conflict: user && !present ? null : { user: present as UserRow, changes: changed } };
  }
  if (email !== undefined && asked.emailHolder && isEmailTaken(error)) {
    return { emailHolder: (await findUserByEmail(db, email, asked.emailHolder)) ?? null };
  }
  return {};
}

async function writeIn(
  transaction: Transaction,
  context: RequestContext,
  asked: WriteSelection,
  plan: () => Promise<PlannedWrite>,
  { claim, follow }: WriteOptions,
): Promise<Written & { id: string; isChanged: boolean }> {
  const made = claim && (await takeKey(transaction, claim));
  if (made !== undefined) {
    return { ...(await readAnswer(transaction, asked, made)), id: made, isChanged: false, isRepeated: true };
  }
  const change = await plan();
  const { id } = change.after;
  const record = userRecord(change);
  const writes: Promise<unknown>[] = [];
  if (record) {
    if (change.ownerPath) writes.push(lockOwners(transaction));
    writes.push(writeUser(transaction, change));
    if (change.ownerPath)
      await Promise.all([...writes.splice(0), checkOwnerLeft(transaction, change.ownerPath)]);
    writes.push(recordAudit(transaction, context, record));
    if (touchesAccess(record)) writes.push(tellAccessChange(transaction, [id]));
  }
  if (claim) writes.push(keepResult(transaction, claim, id));
  if (follow) writes.push(follow(transaction, change.after));
  const rest = async () => {
    const [answer] = await Promise.all([readAnswer(transaction, asked, id), ...writes]);
    return { ...answer, id, isChanged: record !== undefined, isRepeated: false };
  };
  return isReadAtOnce(asked) ? transaction.commitAfter(rest) : rest();
}

export async function refuse(
  context: RequestContext,
  refusals: Refusal[],
  asked: WriteSelection,
): Promise<UserWriteAnswer> {
  const answer = await readAnswer(context.db, asked, undefined);
  return { ...answer, userErrors: refusals.map((refusal) => toUserError(refusal, context.locale)) };
}

/** The refusals for a violated constraint; every other error is thrown again. */
function refusalsOf(error: unknown, emailPath: string[]): Refusal[] {
  if (error instanceof RefusedError) return error.refusals;
  if (isEmailTaken(error)) {
    return [{ code: UserErrorCode.EMAIL_TAKEN, path: emailPath, key: 'userError.emailTaken' }];
  }
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === FOREIGN_KEY_VIOLATION && constraint === 'user_roles_role_id_foreign') return [unknownRole()];
  throw error;
}

/** PostgreSQL's code. */
const FOREIGN_KEY_VIOLATION = '23503';

export function unknownRole(): Refusal {
  return { code: UserErrorCode.NOT_FOUND, path: ['input', 'roleIds'], key: 'userError.notFound.role' };
}
