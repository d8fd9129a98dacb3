import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { isMoment } from '../scalars/date-time.scalar.js';
import { read, readKept } from '../database/reads.js';
import { type Condition, oneOf, within } from '../pagination/conditions.js';
import { type Cursor, type CursorOrder, isUuid } from '../pagination/cursor.js';
import { pageOf } from '../pagination/page.js';
import { type PageArgs, type PageWindow, readPageWindow } from '../pagination/page-window.js';
import { findUsersByIds } from '../users/user-lookup.service.js';
import type { UserRow } from '../users/user.row.js';
import type { AuditDifference } from './audit.service.js';
import { type AuditColumns, type AuditSelection, EVERY_COLUMN } from './audit.selection.js';
import type { AuditEntry, AuditEntryConnection, AuditWhere } from './audit.types.js';

/** An entry as read from the database. What was not requested is missing. */
export type EntryRow = Omit<AuditEntry, 'occurredAt' | 'actor' | 'target' | 'changes'> & {
  /** The moment as PostgreSQL's text. */
  occurredAt: string;
  changes: Record<string, AuditDifference>;
};

export const ORDER: CursorOrder = { name: 'OCCURRED_AT:DESC', isKey: isMoment };

/** Counting stops here, as for users, so that the cost of a count is bounded for every filter. */
const CAP = 10_000;

/** In three groups, so that there are few statements to prepare. */
function columnsOf({ origin, changes }: AuditColumns): RawBuilder<unknown> {
  const ofOrigin = sql`, a.session_id as "sessionId", a.token_id as "tokenId", a.request_id as "requestId", a.address`;
  return sql`a.id, a.occurred_at as "occurredAt", a.action, a.actor_id as "actorId", a.target_type as "targetType",
    a.target_id as "targetId", a.occurred_at as key${origin ? ofOrigin : sql``}${changes ? sql`, a.changes` : sql``}`;
}

/**
 * Reads a page of the audit trail, newest first: one statement each for the entries, for the users they name and for
 * the count, if the operation asks for them.
 * @throws BadInputError for wrong arguments or a wrong cursor.
 */
export async function listAuditEntries(
  db: QueryExecutorProvider,
  args: PageArgs & { where?: AuditWhere | null },
  selection: AuditSelection,
): Promise<AuditEntryConnection> {
  const window = readPageWindow(args, ORDER);
  const conditions = conditionsOf(args.where ?? {});
  const read = selection.rows ? await readEntries(db, conditions, window, selection) : [];
  const page = pageOf(await withUsers(db, read, selection), ORDER.name, window);
  const count = selection.count ? await countEntries(db, conditions) : 0;
  // A row has the requested columns alone, and no other is read from it.
  return Object.assign(page as never as AuditEntryConnection, {
    totalCount: Math.min(count, CAP),
    totalCountIsCapped: count > CAP,
  });
}

/** One entry by its id; undefined if there is none. */
export async function findAuditEntry(
  db: QueryExecutorProvider,
  id: string,
  selection: AuditSelection,
): Promise<AuditEntry | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<EntryRow>`select ${columnsOf(selection)} from audit_entries a where a.id = ${id}::uuid`;
  const rows = await read(db, statement, 'short');
  const [entry] = await withUsers(db, rows, selection);
  // As above: the requested columns alone.
  return entry as never as AuditEntry | undefined;
}

/** Entries as stored: one more than the window's size if the list goes on. */
export async function readEntries(
  db: QueryExecutorProvider,
  conditions: Condition[],
  { size, fromEnd, after, before }: PageWindow,
  columns: AuditColumns = EVERY_COLUMN,
): Promise<(EntryRow & { key: string })[]> {
  const bounds = [
    ...(after ? [compareWithCursor(sql`<`, after)] : []),
    ...(before ? [compareWithCursor(sql`>`, before)] : []),
  ];
  const direction = fromEnd ? sql`asc` : sql`desc`;
  const build = () => sql<EntryRow & { key: string }>`select ${columnsOf(columns)} from audit_entries a
    where ${all([...conditions, ...bounds])}
    order by a.occurred_at ${direction}, a.id ${direction} limit ${size + 1}`;
  if (conditions.length > 0) return read(db, build(), 'custom');
  const values = [...cursorValues(after), ...cursorValues(before), size + 1];
  const parts = [after && 'after', before && 'before', fromEnd && 'end'];
  const shape = ['audit entries', ...parts, columns.origin && 'origin', columns.changes && 'changes'].join(
    ' ',
  );
  return readKept(db, { lane: 'short', shape, values, build });
}

/** A text that is not an id, and an empty list of actions, match no entry. */
export function conditionsOf({ actorId, targetId, action, occurredAt }: AuditWhere): Condition[] {
  const isId = (column: RawBuilder<unknown>, id: string) =>
    isUuid(id) ? sql<boolean>`${column} = ${id}::uuid` : sql<boolean>`false`;
  return [
    ...(actorId == null ? [] : [isId(sql`a.actor_id`, actorId)]),
    ...(targetId == null ? [] : [isId(sql`a.target_id`, targetId)]),
    ...(action == null ? [] : [oneOf(sql`a.action`, action, sql`text`)]),
    ...within(sql`a.occurred_at`, occurredAt),
  ];
}

function cursorValues(cursor: Cursor | undefined): string[] {
  return cursor ? [cursor.key, cursor.id] : [];
}

function compareWithCursor(operator: RawBuilder<unknown>, { key, id }: Cursor): Condition {
  return sql<boolean>`(a.occurred_at, a.id) ${operator} (${key}::timestamptz, ${id}::uuid)`;
}

function all(conditions: Condition[]): RawBuilder<unknown> {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

async function countEntries(db: QueryExecutorProvider, conditions: Condition[]): Promise<number> {
  // With an order, as for users: PostgreSQL then scans an index until it has counted enough.
  const statement = sql<{ count: string }>`select count(*) as count from (select from audit_entries a
    where ${all(conditions)} order by a.occurred_at desc, a.id desc limit ${CAP + 1}) as found`;
  return Number((await read(db, statement, 'custom'))[0]?.count);
}

/** Adds the users named by the entries, if they are requested: one statement for all. */
export async function withUsers<Row extends EntryRow>(
  db: QueryExecutorProvider,
  rows: Row[],
  { actor, target }: Pick<AuditSelection, 'actor' | 'target'>,
): Promise<(Row & { actor?: UserRow | null; target?: UserRow | null })[]> {
  if (!actor && !target) return rows;
  const ids = rows.flatMap(({ actorId, targetId, targetType }) => [
    ...(actor && actorId ? [actorId] : []),
    ...(target && targetId && targetType === 'USER' ? [targetId] : []),
  ]);
  const users = await findUsersByIds(db, [...new Set(ids)], new Set([...(actor ?? []), ...(target ?? [])]));
  return rows.map((row) => ({
    ...row,
    actor: users.get(row.actorId ?? '') ?? null,
    target: users.get(row.targetId ?? '') ?? null,
  }));
}
