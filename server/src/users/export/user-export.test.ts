import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeToken } from '../../testing/accounts/access-tokens.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

/** More than one fetch reads. */
const MANY = 4_500;

describe('POST /users/export', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await test.database.query(`insert into users (display_name, email, department, created_at, updated_at)
      select 'Person ' || n, 'person' || n || '@example.org', (array['Legal', 'Sales'])[1 + n % 2], moment, moment
      from (select n, now() - make_interval(mins => n % 1000) as moment from generate_series(1, ${MANY}) as n) as p`);
  });
  afterAll(() => test.close());

  const send = (body: object, token = test.operator) =>
    test.app.inject({
      method: 'POST',
      url: '/users/export',
      headers: { authorization: `Bearer ${token}` },
      payload: body,
    });
  const rowsOf = async (body: object) => {
    const answer = await send({ format: 'jsonl', ...body });
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200);
    const lines = answer.body.split('\n');
    expect(lines.pop()).toBe('');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  const listed = async (variables: object) => {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await test.graphql(
        `query ($after: String, $where: UserWhere, $search: String, $orderBy: UserOrder) {
          users(first: 100, after: $after, where: $where, search: $search, orderBy: $orderBy) {
            nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { ...variables, after },
      );
      ids.push(...data.users.nodes.map(({ id }: { id: string }) => id));
      after = data.users.pageInfo.hasNextPage ? data.users.pageInfo.endCursor : null;
    } while (after);
    return ids;
  };

  it.each([
    ['everybody', {}],
    ['a filter', { where: { department: ['legal'], state: ['NO_ACCESS'] } }],
    ['an order', { orderBy: { field: 'EMAIL', direction: 'ASC' } }],
    ['a search, best match first', { search: 'person 45' }],
    ['a search in an order', { search: '99', orderBy: { field: 'DISPLAY_NAME', direction: 'DESC' } }],
    ['a search for what cannot be stored', { search: '\u0000' }],
    ['a search for half a character', { search: '\ud800' }],
  ])('has the rows of the list in its order: %s', async (_name, list) => {
    const rows = await rowsOf({ ...list, columns: ['id'] });
    expect(rows.map(({ id }) => id)).toEqual(await listed(list));
  });

  it('has the values of the API, by the names of its fields', async () => {
    const [id = ''] = await createUsers(test, { email: 'ada@example.org', displayName: 'Ada Lovelace' });
    await test.database.query(`update users set last_sign_in_at = now() where id = $1`, [id]);
    const { data } = await test.graphql(
      `query ($id: ID!) { user(id: $id) { id email displayName givenName familyName title department phone locale
        timeZone state roles { name } createdAt updatedAt lastSignInAt deletedAt hasSecondFactor } }`,
      { id },
    );
    const { roles, ...user } = data.user;
    const rows = await rowsOf({ search: 'ada lovelace' });
    expect(rows).toEqual([{ ...user, roles: roles.map(({ name }: { name: string }) => name) }]);
  });

  it('writes CSV with the requested columns, in which no cell is a formula', async () => {
    await createUsers(test, { email: 'formula@example.org', displayName: '=1+1, "quoted"', title: "'=A1" });
    const { body, headers } = await send({ search: 'formula', columns: ['displayName', 'title', 'roles'] });
    expect(body).toBe('\uFEFF"displayName","title","roles"\r\n"\'=1+1, ""quoted""","\'\'=A1",""\r\n');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="users-[\d-]+\.csv"$/) as string,
      'cache-control': 'no-store',
    });
  });

  it('has only a head if no user matches', async () => {
    const { body } = await send({ search: 'nobodyatall', columns: ['id'] });
    expect(body).toBe('\uFEFF"id"\r\n');
  });

  it.each([
    ['format', { format: 'xlsx' }],
    ['columns', { columns: ['password'] }],
    ['columns', { columns: ['id', 'id'] }],
    ['columns', { columns: [] }],
    ['where.state.0', { where: { state: ['GONE'] } }],
    ['where', { where: { nobody: true } }],
    ['orderBy', { orderBy: { field: 'EMAIL' } }],
    ['search', { search: 7 }],
    ['limit', { limit: 5 }],
  ])('names what is wrong in the body: %s', async (path, body) => {
    const answer = await send(body);
    expect(answer.statusCode).toBe(400);
    const [error] = answer.json<{ errors: { message: string; extensions: object }[] }>().errors;
    expect(error?.message).toContain(`Wrong: ${path}.`);
    expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('needs the permissions of its columns and filter', async () => {
    const { token: auditor } = await makeToken(test.graphql);
    const { token: nobody } = await makeToken(test.graphql, { permissions: ['AUDIT_READ'] });
    const statusOf = async (body: object, token: string) => (await send(body, token)).statusCode;
    expect(await statusOf({}, 'nonsense')).toBe(401);
    expect(await statusOf({}, nobody)).toBe(403);
    expect(await statusOf({ columns: ['hasSecondFactor'] }, auditor)).toBe(403);
    expect(await statusOf({ where: { hasSecondFactor: true } }, auditor)).toBe(403);
    const { body } = await send({ search: 'nobodyatall' }, auditor);
    expect(body).not.toContain('hasSecondFactor');
  });

  it('is audited with its filter', async () => {
    await send({ search: 'ada', where: { department: ['Legal'] }, columns: ['id', 'email'] });
    const { data } = await test.graphql(`{ auditEntries(first: 1, where: { action: [USERS_EXPORTED] }) {
      nodes { changes { field before after } } } }`);
    expect(data.auditEntries.nodes[0].changes).toEqual(
      expect.arrayContaining([
        { field: 'columns', before: null, after: 'id, email' },
        { field: 'search', before: null, after: 'ada' },
        { field: 'where', before: null, after: '{"department":["Legal"]}' },
      ]),
    );
  });

  it('aborts if the viewer loses the permission meanwhile', async () => {
    const { token } = await makeToken(test.graphql);
    await test.database.query(`create function revoke_all() returns trigger language plpgsql as $$
        begin update access_tokens set revoked_at = now() where not permissions @> '{USERS_WRITE}'; return null; end $$;
      create trigger revoke_all after insert on audit_entries for each row when (new.action = 'USERS_EXPORTED')
        execute function revoke_all()`);
    const url = await test.listen();
    const answer = await fetch(`${url}/users/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    await test.database.query('drop function revoke_all cascade');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
  });

  it('runs two at once, and refuses a third', async () => {
    const lock = new pg.Client({ connectionString: test.database.url });
    await lock.connect();
    await lock.query('begin; lock table audit_entries in exclusive mode');
    const both = [send({ columns: ['id'] }), send({ columns: ['id'] })];
    await expect.poll(() => test.database.query(WAITING)).toEqual([{ waiting: 2 }]);
    const third = await send({ columns: ['id'] });
    await lock.query('rollback');
    await lock.end();
    expect(third.statusCode).toBe(429);
    expect(third.headers['retry-after']).toBe('10');
    expect((await Promise.all(both)).map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await send({ columns: ['id'], search: 'ada' })).statusCode).toBe(200);
  });
});

const WAITING = `select count(*)::int as waiting from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like 'insert into audit_entries%'`;
