import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../database/reads.js';
import { Permission } from '../access/permission.enum.js';
import { isInPerson, type Viewer } from '../access/viewer.js';
import { isMoment } from '../scalars/date-time.scalar.js';
import { BadInputError } from '../errors.js';
import type { Condition } from '../pagination/conditions.js';
import { type CursorOrder, isUuid } from '../pagination/cursor.js';
import { newestFirst } from '../pagination/newest-first.js';
import { pageOf } from '../pagination/page.js';
import { type PageArgs, readPageWindow } from '../pagination/page-window.js';
import { findUsersByIds } from '../users/user-lookup.service.js';
import type { TokenSelection } from './access-token.selection.js';
import type { AccessToken, AccessTokenConnection, AccessTokenWhere } from './access-token.types.js';

type TokenRow = Omit<AccessToken, 'user'> & { userId: string | null; key: string };

/** The requested parts of a list of tokens. */
interface AskedTokens {
  rows: boolean;
  count: boolean;
  user: TokenSelection;
}

const ORDER: CursorOrder = { name: 'CREATED_AT:DESC', isKey: isMoment };

const STATE = sql<string>`case when t.revoked_at is not null then 'REVOKED'
  when t.expires_at <= now() then 'EXPIRED' else 'ACTIVE' end`;

const COLUMNS = sql`t.id, t.user_id as "userId", t.name, t.hint as prefix, t.permissions, ${STATE} as state,
  t.created_at as "createdAt", t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt",
  t.last_used_address as "lastUsedAddress", t.revoked_at as "revokedAt", t.created_at as key`;

/** Whether the viewer may see a user's tokens: one's own with a session, and all with the permission to make tokens. */
export function maySeeTokens(viewer: Viewer | null, userId: string | null): boolean {
  return isInPerson(viewer, userId) || viewer?.permissions.has(Permission.TOKENS_WRITE) === true;
}

/**
 * A page of access tokens, newest first. One statement for the rows, one for their users, one for the count, each only if it is
 * requested.
 * @throws BadInputError if an argument is wrong
 */
export async function listAccessTokens(
  db: QueryExecutorProvider,
  { where, ...args }: PageArgs & { where?: AccessTokenWhere | null },
  asked: AskedTokens,
): Promise<AccessTokenConnection> {
  const window = readPageWindow(args, ORDER);
  const conditions = conditionsOf(where ?? {});
  // Without a condition, or with a condition on the user, an index serves it; else it may read many rows.
  const lane = where?.state == null || where.userId != null ? 'short' : 'custom';
  const statement = sql<TokenRow>`select ${COLUMNS} from access_tokens t
    ${newestFirst('t', 'created_at', conditions, window)}`;
  const rows = asked.rows ? await read(db, statement, lane) : [];
  const count = sql<{ count: number }>`select count(*)::int as count from access_tokens t
    where ${sql.join([sql`true`, ...conditions], sql` and `)}`;
  const counted = asked.count ? await read(db, count, where?.userId == null ? 'custom' : 'short') : [];
  const page = pageOf(await withUsers(db, rows, asked.user), ORDER.name, window);
  return Object.assign(page, { totalCount: counted[0]?.count ?? 0 });
}

/**
 * A page of one user's access tokens.
 * @throws BadInputError if the viewer may not know of them
 */
export function listTokensOf(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  userId: string,
  args: PageArgs & { where?: AccessTokenWhere | null },
  asked: AskedTokens,
): Promise<AccessTokenConnection> {
  if (!maySeeTokens(viewer, userId)) {
    const params = { field: 'User.accessTokens', permission: Permission.TOKENS_WRITE };
    throw new BadInputError('error.forbidden', params, 'FORBIDDEN');
  }
  return listAccessTokens(db, { ...args, where: { ...args.where, userId } }, asked);
}

/** One token's record by its id; undefined if there is none, or the viewer may not see it. */
export async function findAccessToken(
  db: QueryExecutorProvider,
  viewer: Viewer | null,
  id: string,
  user: TokenSelection,
): Promise<AccessToken | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<TokenRow>`select ${COLUMNS} from access_tokens t where t.id = ${id}::uuid`;
  const rows = await read(db, statement, 'short');
  const [row] = rows;
  const isOwn = viewer?.tokenId != null && viewer.tokenId === row?.id;
  if (!row || !(isOwn || maySeeTokens(viewer, row.userId))) return undefined;
  return (await withUsers(db, [row], user))[0];
}

/** An invalid id matches nothing. */
function conditionsOf({ state, userId }: AccessTokenWhere): Condition[] {
  const isTheirs = (id: string) => (isUuid(id) ? sql<boolean>`t.user_id = ${id}::uuid` : sql<boolean>`false`);
  return [
    ...(userId == null ? [] : [isTheirs(userId)]),
    ...(state == null ? [] : [sql<boolean>`${STATE} = any(${state}::text[])`]),
  ];
}

async function withUsers(
  db: QueryExecutorProvider,
  rows: TokenRow[],
  fields: TokenSelection,
): Promise<(TokenRow & AccessToken)[]> {
  const ids = fields ? [...new Set(rows.flatMap(({ userId }) => userId ?? []))] : [];
  const users = await findUsersByIds(db, ids, fields ?? new Set());
  return rows.map((row) => ({ ...row, user: users.get(row.userId ?? '') ?? null }));
}
