import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/requests/role-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const PASSWORD = 'correct horse battery';
const LIST = `users(where: { state: [DELETED] }, orderBy: { field: DELETED_AT, direction: DESC }) { totalCount nodes { id } }`;
const RESTORE = `mutation ($ids: [ID!]!) {
  write: restoreUsers(ids: $ids) { ids ${LIST} userErrors { code path suggestion message } } }`;
const ERASE = `mutation ($ids: [ID!]!, $confirmation: String!) {
  write: eraseUsers(ids: $ids, confirmation: $confirmation) { ids ${LIST} userErrors { code path message } } }`;

describe('the bin', () => {
  let test: TestApp;
  let roles: Record<string, string>;
  beforeAll(async () => {
    test = await startTestApp({ env: { BIN_DAYS: '10' } });
    roles = await roleIdsOf(test);
  });
  beforeEach(() => test.database.query('delete from users'));
  afterAll(() => test.close());

  const make = async (email: string, more: object = {}) =>
    (await createUsers(test, { email, ...more }))[0] as string;
  const bin = async (id: string, as = test.graphql) => {
    const { data } = await as(`mutation { deleteUser(id: "${id}") { userErrors { code } } }`);
    expect(data.deleteUser.userErrors).toEqual([]);
  };
  const made = async (...names: string[]) => {
    const ids: string[] = [];
    for (const name of names) {
      const id = await make(`${name}@example.org`);
      await bin(id);
      ids.push(id);
    }
    return ids;
  };
  const restore = async (ids: string[]) => (await test.graphql(RESTORE, { ids })).data.write;
  const rowsIn = async (table: string, where = 'true') =>
    (await test.database.query(`select from ${table} where ${where}`)).length;

  it('is a list by the moment of deletion, with the deleter and the time of erasure', async () => {
    await make('root@example.org', { password: PASSWORD, roleIds: [roles['Owner']] });
    const graphql = await asUser(test, 'root@example.org', PASSWORD);
    const [first, second] = [await make('b@example.org'), await make('a@example.org')];
    await bin(second, graphql);
    await bin(first);
    const { data } =
      await test.graphql(`{ users(where: { state: [DELETED] }, orderBy: { field: DELETED_AT, direction: ASC }) {
      nodes { id deletedAt deletedBy { displayName } erasedAt } } }`);
    const nodes = data.users.nodes as {
      id: string;
      deletedAt: string;
      deletedBy: object | null;
      erasedAt: string;
    }[];
    expect(nodes.map(({ id, deletedBy }) => [id, deletedBy])).toEqual([
      [second, { displayName: 'root' }],
      // The token of an operator belongs to nobody.
      [first, null],
    ]);
    const { deletedAt, erasedAt } = nodes[0] as (typeof nodes)[0];
    expect(Date.parse(erasedAt) - Date.parse(deletedAt)).toBe(10 * 86_400_000);
  });

  it('allows its own order for no other list', async () => {
    for (const where of ['{}', '{ status: [ACTIVE] }', '{ state: [DELETED, ACTIVE] }']) {
      const { errors } = await test.graphql(
        `{ users(where: ${where}, orderBy: { field: DELETED_AT, direction: ASC }) { totalCount } }`,
      );
      expect(errors?.[0]?.extensions?.['code'], where).toBe('BAD_USER_INPUT');
    }
  });

  it('pages by the moment of deletion, from both ends', async () => {
    const ids = await made('a', 'b', 'c', 'd', 'e');
    const page = async (args: string) => {
      const list = `where: { state: [DELETED] }, orderBy: { field: DELETED_AT, direction: ASC }`;
      const { data } = await test.graphql(
        `{ users(${args}, ${list}) { nodes { id } pageInfo { startCursor endCursor } } }`,
      );
      return {
        ids: (data.users.nodes as { id: string }[]).map(({ id }) => id),
        ...(data.users.pageInfo as { startCursor: string; endCursor: string }),
      };
    };
    const start = await page('first: 2');
    expect(start.ids).toEqual(ids.slice(0, 2));
    expect((await page(`first: 2, after: "${start.endCursor}"`)).ids).toEqual(ids.slice(2, 4));
    expect((await page('last: 2')).ids).toEqual(ids.slice(3));
  });

  describe('restoring several', () => {
    it('restores them unchanged, with the list, and an audit entry for each', async () => {
      const [a = '', b = '', c = ''] = await made('a', 'b', 'c');
      const answer = await restore([a, b]);
      expect(answer).toMatchObject({
        ids: [a, b],
        users: { totalCount: 1, nodes: [{ id: c }] },
        userErrors: [],
      });
      const { data } = await test.graphql(
        '{ users { nodes { id state deletedAt deletedBy { id } version } } }',
      );
      expect(data.users.nodes).toMatchObject([
        { id: b, state: 'NO_ACCESS', deletedAt: null, deletedBy: null, version: 3 },
        { id: a, state: 'NO_ACCESS' },
      ]);
      expect(
        await rowsIn('audit_entries', `action = 'USER_RESTORED' and target_id in ('${a}', '${b}')`),
      ).toBe(2);
    });

    it('refuses those that cannot be restored, with the reason and a free address, and restores the others', async () => {
      const [a = '', b = ''] = await made('a', 'b');
      await make('A@example.org');
      await make('a-2@example.org');
      const twin = await make('twin@example.org');
      await bin(twin);
      const other = await make('twin@example.org');
      await bin(other);
      const nobody = randomUUID();
      const { ids, userErrors } = await restore([a, b, nobody, twin, other, 'no id']);
      expect(ids).toEqual([b, twin].toSorted());
      expect(userErrors).toMatchObject([
        { code: 'EMAIL_TAKEN', path: ['ids', '0'], suggestion: 'a-3@example.org' },
        { code: 'NOT_FOUND', path: ['ids', '2'], suggestion: null },
        { code: 'EMAIL_TAKEN', path: ['ids', '4'], suggestion: 'twin-2@example.org' },
        { code: 'NOT_FOUND', path: ['ids', '5'], suggestion: null },
      ]);
    });

    it('accepts another address for one of them', async () => {
      const [a = ''] = await made('a');
      await make('a@example.org');
      const one = async (email?: string) => {
        const { data } = await test.graphql(
          `mutation ($id: ID!, $email: String) { restoreUser(id: $id, email: $email) {
            user { email state } userErrors { code path suggestion } } }`,
          { id: a, email },
        );
        return data.restoreUser;
      };
      expect(await one()).toEqual({
        user: null,
        userErrors: [{ code: 'EMAIL_TAKEN', path: ['id'], suggestion: 'a-2@example.org' }],
      });
      expect((await one('a@example.org')).userErrors).toMatchObject([
        { code: 'EMAIL_TAKEN', path: ['email'] },
      ]);
      expect((await one('nowhere')).userErrors).toMatchObject([{ code: 'INVALID', path: ['email'] }]);
      expect(await one('a-2@example.org')).toEqual({
        user: { email: 'a-2@example.org', state: 'NO_ACCESS' },
        userErrors: [],
      });
    });

    it('is refused for users with more permissions than the viewer, for more than 100, and without the permission', async () => {
      const boss = await make('boss@example.org', { password: PASSWORD, roleIds: [roles['Owner']] });
      await make('root@example.org', { password: PASSWORD, roleIds: [roles['Owner']] });
      await bin(boss);
      await make('admin@example.org', { password: PASSWORD, roleIds: [roles['Administrator']] });
      await make('editor@example.org', { password: PASSWORD, roleIds: [roles['Editor']] });
      const admin = await asUser(test, 'admin@example.org', PASSWORD);
      for (const [document, more] of [
        [RESTORE, {}],
        [ERASE, { confirmation: 'erase 1' }],
      ] as const) {
        const { data } = await admin(document, { ids: [boss], ...more });
        expect(data.write).toMatchObject({
          ids: [],
          userErrors: [{ code: 'NOT_ALLOWED', path: ['ids', '0'] }],
        });
      }
      const many = Array.from({ length: 101 }, () => randomUUID());
      expect((await restore(many)).userErrors).toMatchObject([{ code: 'LIMIT', path: ['ids'] }]);
      const editor = await asUser(test, 'editor@example.org', PASSWORD);
      const { errors } = await editor(RESTORE, { ids: [boss] });
      expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });

    it('is refused if the user gets more permissions while it waits', async () => {
      const [ann = ''] = await made('ann');
      await make('admin@example.org', { password: PASSWORD, roleIds: [roles['Administrator']] });
      const admin = await asUser(test, 'admin@example.org', PASSWORD);
      await test.database.query('begin');
      await test.database.query('select from users where id = $1 for update', [ann]);
      await test.database.query('insert into user_roles (user_id, role_id) values ($1, $2)', [
        ann,
        roles['Owner'],
      ]);
      const restoring = admin(RESTORE, { ids: [ann] });
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(() => test.database.query(waiting)).toHaveLength(1);
      await test.database.query('commit');
      expect((await restoring).data.write).toMatchObject({ ids: [], userErrors: [{ code: 'NOT_ALLOWED' }] });
    });
  });
});
