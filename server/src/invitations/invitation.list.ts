import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read } from '../database/reads.js';
import { isMoment } from '../scalars/date-time.scalar.js';
import type { Condition } from '../pagination/conditions.js';
import { type Cursor, type CursorOrder, isUuid } from '../pagination/cursor.js';
import { pageOf } from '../pagination/page.js';
import { type PageWindow, readPageWindow } from '../pagination/page-window.js';
import type { InvitationState } from './invitation.enums.js';
import { INVITATION_COLUMNS, type InvitationRow, withUsers } from './invitation.row.js';
import type { InvitationListSelection } from './invitation.selection.js';
import type { InvitationConnection, InvitationWhere } from './invitation.type.js';

const ORDER: CursorOrder = { name: 'CREATED_AT:DESC', isKey: isMoment };

/** Counting stops here, as for users, so that the cost of a count is bounded for every filter. */
const CAP = 10_000;

/**
 * A page of invitations, newest first. One statement for the invitations, one for the users that they name, one for the count,
 * each only if it is requested.
 * @throws BadInputError if the arguments or a cursor are wrong.
 */
export async function listInvitations(
  db: QueryExecutorProvider,
  { args, rows, count, ...selection }: InvitationListSelection,
): Promise<InvitationConnection> {
  const window = readPageWindow(args, ORDER);
  const conditions = conditionsOf(args.where ?? {});
  const read = rows ? await readInvitations(db, conditions, window) : [];
  const page = pageOf(await withUsers(db, read, selection), ORDER.name, window);
  const counted = count ? await countInvitations(db, conditions) : 0;
  return Object.assign(page as never as InvitationConnection, {
    totalCount: Math.min(counted, CAP),
    totalCountIsCapped: counted > CAP,
  });
}

async function readInvitations(
  db: QueryExecutorProvider,
  conditions: Condition[],
  { size, fromEnd, after, before }: PageWindow,
): Promise<(InvitationRow & { key: string })[]> {
  const bounds = [
    ...(after ? [compareWithCursor(sql`<`, after)] : []),
    ...(before ? [compareWithCursor(sql`>`, before)] : []),
  ];
  const direction = fromEnd ? sql`asc` : sql`desc`;
  const statement = sql<InvitationRow & { key: string }>`select ${INVITATION_COLUMNS}, i.created_at as key
    from invitations i where ${all([...conditions, ...bounds])}
    order by i.created_at ${direction}, i.id ${direction} limit ${size + 1}`;
  return read(db, statement, conditions.length > 0 ? 'custom' : 'short');
}

async function countInvitations(db: QueryExecutorProvider, conditions: Condition[]): Promise<number> {
  const statement = sql<{ count: string }>`select count(*) as count from (select from invitations i
    where ${all(conditions)} limit ${CAP + 1}) as found`;
  return Number((await read(db, statement, 'custom'))[0]?.count);
}

const OPEN = sql`i.accepted_at is null and i.cancelled_at is null`;

const STATES: Readonly<Record<InvitationState, Condition>> = {
  PENDING: sql<boolean>`${OPEN} and i.expires_at > now()`,
  EXPIRED: sql<boolean>`${OPEN} and i.expires_at <= now()`,
  ACCEPTED: sql<boolean>`i.accepted_at is not null`,
  CANCELLED: sql<boolean>`i.cancelled_at is not null`,
};

/** An invalid id, or an empty list of states, matches nothing. */
function conditionsOf({ state, userId }: InvitationWhere): Condition[] {
  const states = state && [...new Set(state)].map((each) => sql`(${STATES[each]})`);
  return [
    ...(userId == null
      ? []
      : [isUuid(userId) ? sql<boolean>`i.user_id = ${userId}::uuid` : sql<boolean>`false`]),
    ...(states
      ? [states.length > 0 ? sql<boolean>`(${sql.join(states, sql` or `)})` : sql<boolean>`false`]
      : []),
  ];
}

function compareWithCursor(operator: RawBuilder<unknown>, { key, id }: Cursor): Condition {
  return sql<boolean>`(i.created_at, i.id) ${operator} (${key}::timestamptz, ${id}::uuid)`;
}

function all(conditions: Condition[]): RawBuilder<unknown> {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
