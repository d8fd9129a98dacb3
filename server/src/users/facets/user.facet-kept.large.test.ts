import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../../seed/seed.service.js';
import { KEPT, TRUE_COUNTS } from '../../testing/random/counts/kept-counts.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

/** One kind of write each, of some users at random. $1 is a number that differs each time. */
const SOME = 'select id from users order by hashtext(id::text || $1::text) limit 1 + abs($1::int) % 7';
const WRITES = [
  `insert into users (email, display_name, department, created_at, activated_at)
    select $1 || '.' || i || '@example.org', 'u', (array['Sales', 'SALES', 'Légal', null])[1 + (i + $1::int) % 4],
      now() - i * interval '9 hours', case when i % 2 = 0 then now() end from generate_series(1, 1 + $1::int % 9) i`,
  `update users set department = (array['sales', 'Legal', 'Sales', null])[1 + $1::int % 4] where id in (${SOME})`,
  `update users set locale = (array['en', 'ar', 'en-GB', null])[1 + $1::int % 4] where id in (${SOME})`,
  `update users set title = 'x' || $1 where id in (${SOME})`,
  `update users set last_sign_in_at = created_at + $1::int * interval '1 hour' where id in (${SOME})`,
  `update users set last_sign_in_at = null where id in (${SOME})`,
  `update users set deleted_at = case when deleted_at is null then now() end where id in (${SOME})`,
  `update users set deactivated_at = case when deactivated_at is null then now() end where id in (${SOME})`,
  `insert into user_roles select u.id, r.id from (${SOME}) u, (select id from roles order by hashtext(id::text || $1) limit 2) r
    on conflict do nothing`,
  `delete from user_roles where user_id in (${SOME})`,
  `update user_roles set role_id = (select id from roles where key = 'AUDITOR')
    where user_id = (${SOME.replace(/limit.*/, 'limit 1')}) and role_id = (select id from roles where key = 'VIEWER')
      and not exists (select from user_roles o where o.user_id = user_roles.user_id
        and o.role_id = (select id from roles where key = 'AUDITOR'))`,
  `insert into totp_factors (user_id, sealed_key, confirmed_at)
    select id, 'k', case when $1::int % 3 > 0 then now() end from (${SOME}) u on conflict do nothing`,
  `update totp_factors set confirmed_at = now() where user_id in (${SOME})`,
  `delete from totp_factors where user_id in (${SOME})`,
  `insert into passkeys (user_id, name, credential_id, public_key, counter, transports)
    select id, 'p', gen_random_uuid()::text, 'k', 0, '{}' from (${SOME}) u where $1 is not null`,
  `delete from passkeys where user_id in (${SOME})`,
  `delete from users where id in (${SOME.replace(/limit.*/, 'limit 1 + abs($1::int) % 2')})`,
];

describe('the counts that triggers keep', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function expectTrue(after: string): Promise<void> {
    expect(await database.query(`${KEPT} order by 1, 2`), after).toEqual(
      await database.query(`${TRUE_COUNTS} order by 1, 2`),
    );
  }

  it('match the users after every write of a random series', async () => {
    // A linear congruential generator: the same series in every run.
    let random = 2026;
    await database.query(WRITES[0] as string, [98]);
    for (let n = 0; n < 250; n += 1) {
      random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff;
      const write = WRITES[(random >> 8) % WRITES.length] as string;
      await database.query(write, [n + 100]);
      await expectTrue(`${n}: ${write}`);
    }
    // The ids are random, so the series may end without a role.
    await database.query(`insert into user_roles select u.id, r.id from users u, roles r
      where u.deleted_at is null and r.key = 'VIEWER' on conflict do nothing`);
    await expectTrue('roles for all');
    const facets = (await database.query<{ facet: string }>(`${KEPT} order by 1, 2`)).map(
      ({ facet }) => facet,
    );
    expect([...new Set(facets)]).toEqual([
      'created',
      'department',
      'language',
      'never_signed_in',
      'role',
      'second_factor',
      'signed_in',
      'status',
    ]);
  });

  it('are right after simultaneous writes, which take separate slots', async () => {
    const others = await Promise.all(Array.from({ length: 8 }, () => createClient(database.url)));
    await Promise.all(
      others.map(async (client, who) => {
        for (let n = 0; n < 20; n += 1) {
          await client.query('begin');
          await client.query(WRITES[0] as string, [10_000 * (who + 1) + n]);
          await client.query(
            `insert into user_roles select u.id, r.id from users u, roles r where u.email like $1 and r.key = 'VIEWER'`,
            [`${10_000 * (who + 1) + n}.%`],
          );
          await client.query(n % 5 === 0 ? 'rollback' : 'commit');
        }
      }),
    );
    await Promise.all(others.map((client) => client.end()));
    await expectTrue('writes at the same time');
  });

  it('do not make a writer wait for a transaction that goes on', async () => {
    const [one, other] = [await createClient(database.url), await createClient(database.url)];
    await one.query('begin');
    await one.query(WRITES[0] as string, [90_001]);
    // Both backends have the same first choice of a slot if this one takes all but one.
    await other.query('begin');
    await other.query(`set local lock_timeout = '2s'`);
    for (let n = 0; n < 3; n += 1) await other.query(WRITES[0] as string, [90_010 + n]);
    const slots = await one.query(
      `select pid, objid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database
        where datname = current_database()) and classid = ${0x66616365}`,
    );
    expect(new Set(slots.rows.map(({ objid }) => objid as number)).size).toBe(2);
    await other.query('commit');
    await one.query('commit');
    await Promise.all([one.end(), other.end()]);
    await expectTrue('two transactions');
  });

  it('are right after a COPY of many rows, with and without the triggers, and after a TRUNCATE', async () => {
    await seedUsers(database.url, 300, () => undefined);
    await expectTrue('a seed with triggers');
    await seedUsers(database.url, 20_000, () => undefined);
    await expectTrue('a seed without triggers');
    await database.query('update users set deleted_at = now() where department = $1', ['Engineering']);
    await expectTrue('an update of many');
    await database.query('truncate user_roles');
    await expectTrue('roles truncated');
    await database.query('truncate users cascade');
    await expectTrue('users truncated');
    expect(await database.query(`${KEPT} order by 1, 2`)).toEqual([]);
  }, 60_000);
});

async function createClient(url: string) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
