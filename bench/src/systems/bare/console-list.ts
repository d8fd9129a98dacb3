import type pg from 'pg';
import { COUNT, PAGE_SIZE } from './sql.js';

/** Where the bare handler gives the answer of `bench/documents/06 the list of the console.graphql`. */
export const CONSOLE_LIST_AT = '/console-list';

const ROLES = `(select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, '__typename', 'Role') order by r.name), '[]')
  from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id)`;

const LIST = {
  name: 'consoleList',
  text: `select u.id, u.email, u.display_name as "displayName", u.title, u.department, u.status, u.version,
      u.created_at as "createdAt", u.updated_at as "updatedAt", u.last_sign_in_at as "lastSignInAt", ${ROLES} as roles,
      u.created_at::text as key
    from users u where u.deleted_at is null order by u.created_at desc, u.id desc limit ${PAGE_SIZE + 1}`,
};

type Row = { id: string; key: string } & Record<string, unknown>;

/** As one writes it with `pg`: both statements at once, each on a client of the pool, and JSON.stringify. */
export async function consoleList(pool: pg.Pool): Promise<string> {
  const [{ rows }, counted] = await Promise.all([
    pool.query<Row>({ ...LIST }),
    pool.query<{ count: string }>({ ...COUNT }),
  ]);
  const edges = rows.slice(0, PAGE_SIZE).map(({ key, ...user }) => ({
    cursor: Buffer.from(JSON.stringify(['CREATED_AT:DESC', key, user.id])).toString('base64url'),
    node: { ...user, __typename: 'User' },
    __typename: 'UserEdge',
  }));
  const users = {
    edges,
    pageInfo: {
      hasNextPage: rows.length > PAGE_SIZE,
      endCursor: edges.at(-1)?.cursor ?? null,
      __typename: 'PageInfo',
    },
    totalCount: Number(counted.rows[0]?.count),
    totalCountIsCapped: false,
    __typename: 'UserConnection',
  };
  return JSON.stringify({ data: { users } });
}
