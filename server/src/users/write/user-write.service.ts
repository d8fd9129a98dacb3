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
import { isReadAtOnce, readAnswer, type UserWriteAnswer } from './user.answer.js';
import { touchesAccess, userRecord } from './user.changes.js';
import { checkOwnerLeft, lockOwners } from './user.guard-rails.js';
import { isEmailTaken, type UserChange, writeUser, type WrittenUser } from './written-user.row.js';
import type { WriteSelection } from '../user.selection.js';

/** What is to be written, as the rules of a write leave it. */
export interface PlannedWrite extends UserChange {
  /** Where it takes an owner's place away: what to blame when nobody else is left. */
  ownerPath?: string[] | undefined;
}

interface WriteOptions {
  /** To blame where the address is another's. */
  emailPath?: string[];
  /** Whether something was waited for since it was found who asks. */
  hasWaited?: boolean;
  /** Of the request's key, where it has one. */
  claim?: Claim | undefined;
  /** What else is written, behind the change: asked at once, see Transaction. */
  follow?: (db: QueryExecutorProvider, user: WrittenUser) => Promise<void>;
}

type Written = UserWriteAnswer & { id?: string; isRepeated?: boolean };

/**
 * The one way in which people write users: the change, its entry in the audit trail and the whole answer to it, in one
 * transaction; the news of it goes out after the commit. A refused write leaves nothing behind, and its answer holds the
 * list as it is.
 * @param plan reads what the rules need, and refuses or answers with the change; that is one message, all else another
 */
export async function write(
  context: RequestContext,
  kind: UserChangeKind,
  asked: WriteSelection,
  plan: (transaction: Transaction, viewer: Viewer) => PlannedWrite | Promise<PlannedWrite>,
  options: WriteOptions = {},
): Promise<Written> {
  const { viewer } = context;
  // Each write's field asks for a permission, which nobody has who is not signed in.
  if (!viewer) throw new Error('a write without a viewer');
  const { emailPath = ['input', 'email'], hasWaited = false } = options;
  const work = async (transaction: Transaction) => {
    const writer = hasWaited ? await viewerByNow(transaction, context, Permission.USERS_WRITE) : viewer;
    return writeIn(transaction, context, asked, () => plan(transaction, writer), options);
  };
  try {
    const { isChanged, ...written } = await context.transaction(work, { isViewerChecked: hasWaited });
    if (isChanged) context.changes.publish(kind, written.id);
    return written;
  } catch (error) {
    return refuse(context, refusalsOf(error, emailPath), asked);
  }
}

async function writeIn(
  transaction: Transaction,
  context: RequestContext,
  asked: WriteSelection,
  plan: () => PlannedWrite | Promise<PlannedWrite>,
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

/** What a constraint's violation means to the person who asked; anything else is thrown again. */
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
