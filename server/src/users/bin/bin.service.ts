import { type QueryExecutorProvider, sql } from 'kysely';
import { tellAccessChange } from '../../access/access-change.js';
import type { Permission } from '../../access/permission.enum.js';
import { reaches, type Viewer } from '../../access/viewer.js';
import { AuditAction, AuditTargetType } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import type { RequestContext } from '../../context.js';
import { isUuid } from '../../pagination/cursor.js';
import type { Refusal } from '../../refusals/refusal.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { toUserError, type UserError } from '../../refusals/user-error.type.js';
import { UserChangeKind } from '../news/user-change.type.js';
import { UserStatus } from '../user.enums.js';
import type { WriteSelection } from '../user.selection.js';
import { readAnswer, type UserWriteAnswer } from '../write/user.answer.js';
import { isEmailTaken, lockUserRows } from '../write/written-user.row.js';
import { freeAddresses } from './free-address.js';
import { shareWithChecks } from '../import/check/user-import-erasures.service.js';
import { eraseFromBin } from './user-erasure.service.js';

/** The size of the largest page. */
const MAX_IDS = 100;

/** How often a restore looks again for free addresses after another write took one. */
const MAX_TRIES = 3;

/** The answer to a write of several users. */
export interface BinAnswer {
  ids: string[];
  lists: UserWriteAnswer['lists'];
  userErrors: UserError[];
}

interface Locked {
  id: string;
  email: string;
  isDeleted: boolean;
  status: UserStatus;
  permissions: Permission[];
  isTaken: boolean;
}

type Decision = (user: Locked, path: string[]) => Refusal | undefined;

/** Restores the users that can be restored. `userErrors` has the reason for each of the others. One transaction. */
export async function restoreUsers(
  context: RequestContext,
  ids: readonly string[],
  asked: WriteSelection,
): Promise<BinAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await restoreOnce(context, ids, asked);
    } catch (error) {
      if (!isEmailTaken(error) || tries === MAX_TRIES) throw error;
    }
  }
}

async function restoreOnce(
  context: RequestContext,
  ids: readonly string[],
  asked: WriteSelection,
): Promise<BinAnswer> {
  const addresses = new Set<string>();
  const answer = await writeEach(context, ids, asked, {
    decide: (user, path) => {
      if (!user.isDeleted) return undefined;
      // Two users in the bin may have had the same address, one after the other.
      const address = user.email.toLowerCase();
      if (user.isTaken || addresses.has(address)) {
        return { code: UserErrorCode.EMAIL_TAKEN, path, key: 'userError.emailTaken' };
      }
      addresses.add(address);
      return undefined;
    },
    write: async (db, users) => {
      const restored = users.filter(({ isDeleted }) => isDeleted);
      const restoredIds = restored.map(({ id }) => id);
      await sql`update users set deleted_at = null, deleted_by = null, version = version + 1, updated_at = now()
        where id = any(${restoredIds}::uuid[])`.execute(db);
      const { rows } = await sql<{ id: string; status: string }>`select id, status from users
        where id = any(${restoredIds}::uuid[])`.execute(db);
      await Promise.all([
        ...rows.map(({ id, status }) =>
          recordAudit(db, context, {
            action: AuditAction.USER_RESTORED,
            target: { type: AuditTargetType.USER, id },
            changes: { status: { before: UserStatus.DELETED, after: status } },
          }),
        ),
        tellAccessChange(db, restoredIds),
      ]);
      return restoredIds;
    },
  });
  for (const id of answer.ids) context.changes.publish(UserChangeKind.RESTORED, id);
  return answer;
}

/** The text that a person has to type to erase this number of users. */
export function confirmationFor(count: number): string {
  return `erase ${count}`;
}

/** Erases users who are in the bin. This cannot be undone, so the confirmation contains their number. */
export async function eraseUsers(
  context: RequestContext,
  ids: readonly string[],
  confirmation: string,
  asked: WriteSelection,
): Promise<BinAnswer> {
  const expected = confirmationFor(distinct(ids).length);
  if (confirmation.trim().toLowerCase() !== expected) {
    return refused(context, asked, {
      code: UserErrorCode.INVALID,
      path: ['confirmation'],
      key: 'userError.erase.confirmation',
      params: { expected },
    });
  }
  return writeEach(context, ids, asked, {
    begin: shareWithChecks,
    decide: ({ isDeleted }, path) =>
      isDeleted ? undefined : { code: UserErrorCode.INVALID, path, key: 'userError.erase.notInBin' },
    write: (db, users) =>
      eraseFromBin(
        db,
        users.map(({ id }) => id),
        context,
      ),
  });
}

interface WriteOfEach {
  /** Runs before the users are locked. */
  begin?: (db: QueryExecutorProvider) => Promise<void>;
  decide: Decision;
  write: (db: QueryExecutorProvider, users: Locked[]) => Promise<string[]>;
}

/** Locks the users, refuses those with a reason to refuse, and writes the others, in one transaction. */
async function writeEach(
  context: RequestContext,
  given: readonly string[],
  asked: WriteSelection,
  { begin, decide, write }: WriteOfEach,
): Promise<BinAnswer> {
  const { viewer, locale } = context;
  // The fields require a permission, so there is a viewer.
  if (!viewer) throw new Error('a write without a viewer');
  const ids = distinct(given);
  if (ids.length > MAX_IDS) {
    const params = { max: MAX_IDS };
    return refused(context, asked, {
      code: UserErrorCode.LIMIT,
      path: ['ids'],
      key: 'userError.tooMany',
      params,
    });
  }
  return context.transaction(async (db) => {
    // Sent at once with the lock of the users.
    const [, locked] = await Promise.all([begin?.(db), lockUsers(db, ids.filter(isUuid))]);
    const users = new Map(locked.map((user) => [user.id, user]));
    const refusals: Refusal[] = [];
    const allowed: Locked[] = [];
    for (const [index, id] of ids.entries()) {
      const path = ['ids', String(index)];
      const user = users.get(id);
      const refusal = user ? (reasonOf(viewer, user, path) ?? decide(user, path)) : notFound(path);
      if (refusal) refusals.push(refusal);
      else if (user) allowed.push(user);
    }
    const written = allowed.length > 0 ? await write(db, allowed) : [];
    const suggestions = await freeAddresses(
      db,
      refusals.flatMap(({ code, path }) => (code === UserErrorCode.EMAIL_TAKEN ? idAt(ids, path) : [])),
    );
    const { lists } = await readAnswer(db, asked, undefined);
    const userErrors = refusals.map((refusal) => {
      const suggestion = idAt(ids, refusal.path).map((id) => suggestions.get(id))[0];
      return toUserError({ ...refusal, suggestion }, locale);
    });
    return { ids: written, lists, userErrors };
  });
}

async function lockUsers(db: QueryExecutorProvider, ids: readonly string[]): Promise<Locked[]> {
  const locked = lockUserRows(db, sql`${ids}::uuid[]`);
  const read = sql<Locked>`select u.id, u.email, u.status, u.deleted_at is not null as "isDeleted",
      (select coalesce(array_agg(distinct p), '{}') from user_roles ur join roles r on r.id = ur.role_id,
        unnest(r.permissions) as p where ur.user_id = u.id) as permissions,
      exists (select from users o where lower(o.email) = lower(u.email) and o.deleted_at is null) as "isTaken"
    from users u where u.id = any(${ids}::uuid[]) order by u.id`.execute(db);
  const [, { rows }] = await Promise.all([locked, read]);
  return rows;
}

function reasonOf(viewer: Viewer, { permissions }: Locked, path: string[]): Refusal | undefined {
  if (reaches(viewer, permissions)) return undefined;
  return { code: UserErrorCode.NOT_ALLOWED, path, key: 'userError.notAllowed.user' };
}

function notFound(path: string[]): Refusal {
  return { code: UserErrorCode.NOT_FOUND, path, key: 'userError.notFound.user' };
}

async function refused(context: RequestContext, asked: WriteSelection, refusal: Refusal): Promise<BinAnswer> {
  const { lists } = await readAnswer(context.db, asked, undefined);
  return { ids: [], lists, userErrors: [toUserError(refusal, context.locale)] };
}

function idAt(ids: readonly string[], [, index]: readonly string[]): string[] {
  const id = ids[Number(index)];
  return id === undefined ? [] : [id];
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
