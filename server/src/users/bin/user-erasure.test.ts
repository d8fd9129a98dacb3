import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sealAudit } from '../../audit/chain/audit-seal.service.js';
import { verifyAudit } from '../../audit/chain/audit-verify.service.js';
import { ormOptions } from '../../database/orm.js';
import { asUser } from '../../testing/requests/role-requests.js';
import { tablesWith } from '../../testing/personal-data.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';
import { binSweep } from './user-erasure.service.js';

const PASSWORD = 'correct horse battery';
const LIST = `users(where: { state: [DELETED] }, orderBy: { field: DELETED_AT, direction: DESC }) { totalCount nodes { id } }`;
const ERASE = `mutation ($ids: [ID!]!, $confirmation: String!) {
  write: eraseUsers(ids: $ids, confirmation: $confirmation) { ids ${LIST} userErrors { code path message } } }`;

describe('a user in the bin', () => {
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
  const erase = async (ids: string[], confirmation = `erase ${ids.length}`) =>
    (await test.graphql(ERASE, { ids, confirmation })).data.write;
  const rowsIn = async (table: string, where = 'true') =>
    (await test.database.query(`select from ${table} where ${where}`)).length;

  describe('is erased', () => {
    it('needs the confirmation with the number, and a user in the bin', async () => {
      const [a = ''] = await made('a');
      const live = await make('live@example.org');
      expect((await erase([a], 'erase')).userErrors).toMatchObject([
        { code: 'INVALID', path: ['confirmation'] },
      ]);
      expect((await erase([a], 'erase 2')).ids).toEqual([]);
      expect(await rowsIn('users')).toBe(2);
      const { ids, userErrors, users } = await erase([a, live], ' Erase 2 ');
      expect(ids).toEqual([a]);
      expect(userErrors).toMatchObject([{ code: 'INVALID', path: ['ids', '1'] }]);
      expect(users).toEqual({ totalCount: 0, nodes: [] });
      expect(await rowsIn('users')).toBe(1);
    });

    it('leaves no personal data in any table', async () => {
      const secret = 'zaphod';
      const id = await make(`${secret}@example.org`, {
        displayName: `${secret} B.`,
        title: `${secret}’s title`,
        password: PASSWORD,
        roleIds: [roles['Owner']],
      });
      await make('root@example.org', { password: PASSWORD, roleIds: [roles['Owner']] });
      const graphql = await asUser(test, `${secret}@example.org`, PASSWORD);
      await graphql(
        `mutation { createAccessToken(input: { name: "${secret}’s token", permissions: [USERS_READ] }) { token } }`,
      );
      await graphql(
        `mutation { createRole(input: { name: "Bees ${randomUUID()}", permissions: [] }) { userErrors { code } } }`,
      );
      await graphql(
        `mutation { sendFeedback(input: { kind: IDEA, text: "${secret} says so" }) { userErrors { code } } }`,
      );
      expect(await rowsIn('feedback', `text like '%${secret}%'`)).toBe(1);
      await test.graphql(
        `mutation { updateUser(input: { id: "${id}", version: 2, department: "${secret} Ltd" }) { userErrors { code } } }`,
      );
      await bin(id);
      expect((await erase([id])).ids).toEqual([id]);

      expect(await tablesWith(test.database, secret)).toEqual([]);
      // Entries by them, or about them without an actor: the address is personal data too.
      const own = `(actor_id = '${id}' or (target_id = '${id}' and actor_id is null and action <> 'USER_ERASED')) and address is not null`;
      expect(await rowsIn('audit_entries', own)).toBe(0);
      expect(await rowsIn('sessions', `user_id = '${id}'`)).toBe(0);
    });

    it('keeps the action, actor and time of entries, and entries about other users', async () => {
      const other = await make('other@example.org');
      const [a = ''] = await made('a');
      await erase([a]);
      const { data } = await test.graphql(
        `{ auditEntries(first: 4) { nodes { action targetId changes { field before after } } } }`,
      );
      expect(data.auditEntries.nodes).toMatchObject([
        { action: 'USER_ERASED', targetId: a, changes: [] },
        { action: 'USER_DELETED', targetId: a, changes: [{ field: 'status', before: null, after: null }] },
        { action: 'USER_CREATED', targetId: a },
        {
          action: 'USER_CREATED',
          targetId: other,
          changes: expect.arrayContaining([{ field: 'email', before: null, after: 'other@example.org' }]),
        },
      ]);
    });

    it('leaves a trail that verifies, and that shows any other change', async () => {
      const client = new pg.Client({ connectionString: test.database.url });
      await client.connect();
      try {
        const [a = ''] = await made('a');
        await make('other@example.org');
        const sealed = () =>
          expect
            .poll(async () => {
              await sealAudit(client);
              const { waiting, fault } = await verifyAudit(client);
              return { waiting, fault };
            })
            .toEqual({ waiting: 0, fault: undefined });
        await sealed();
        const { head } = await verifyAudit(client);
        await erase([a]);
        await sealed();
        expect((await verifyAudit(client, head)).fault).toBeUndefined();
      } finally {
        await client.end();
      }
    });
  });

  describe('is erased automatically', () => {
    const age = (id: string, days: number) =>
      test.database.query(`update users set deleted_at = now() - make_interval(days => $2) where id = $1`, [
        id,
        days,
      ]);
    const sweep = async (days: number) => {
      const orm = await MikroORM.init(ormOptions(test.database.url));
      try {
        await binSweep(days)(orm.em.getKysely());
      } finally {
        await orm.close();
      }
    };

    it('erases users who have been in it for the configured days, and no others', async () => {
      const [old = '', fresh = ''] = await made('old', 'fresh');
      const live = await make('live@example.org');
      await age(old, 11);
      await age(fresh, 9);
      await sweep(10);
      const left = await test.database.query<{ id: string }>('select id from users');
      expect(left.map(({ id }) => id).toSorted()).toEqual([fresh, live].toSorted());
      const entries = await test.database.query(
        `select actor_id, address from audit_entries where action = 'USER_ERASED' and target_id = $1`,
        [old],
      );
      expect(entries).toEqual([{ actor_id: null, address: null }]);
    });

    it('keeps the bin if 0 days are configured', async () => {
      const [old = ''] = await made('old');
      await age(old, 4_000);
      await sweep(0);
      expect(await rowsIn('users')).toBe(1);
    });

    it('erases more than one batch', async () => {
      await test.database.query(`insert into users (email, display_name, created_at, updated_at, deleted_at)
        select n || '@bulk.org', n, now() - interval '90 days', now() - interval '90 days', now() - interval '80 days'
        from generate_series(1, 250) as n`);
      await sweep(10);
      expect(await rowsIn('users')).toBe(0);
    });
  });
});
