import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check, checkAgain, countsOf } from '../../testing/requests/import-requests.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

describe('a kept upload', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('counts the rows of an erased user as refused', async () => {
    const [id, known] = [randomUUID(), randomUUID()];
    const [gone = ''] = await createUsers(test, { email: 'erased@example.org', displayName: 'Erased' });
    await check(test, 'email,name\nerased@example.org,Erased\nafter@example.org,After\n', { id });
    await check(test, `id,name\n${gone},Erased too\n`, { id: known });
    await test.graphql('mutation ($id: ID!) { deleteUser(id: $id) { userErrors { code } } }', { id: gone });
    await test.graphql('mutation ($id: ID!) { eraseUsers(ids: [$id], confirmation: "erase 1") { ids } }', {
      id: gone,
    });
    const counts = async (of: string) => {
      const { data } = await test.graphql(
        'query ($id: ID!) { userImport(id: $id) { created changed unchanged refused } }',
        { id: of },
      );
      return countsOf(data.userImport);
    };
    expect(await counts(id)).toEqual([1, 0, 0, 1]);
    expect(await counts(known)).toEqual([0, 0, 0, 1]);
  });

  it('answers after the database has ended its connection', async () => {
    const id = randomUUID();
    await check(test, 'email,name\nann@example.org,Ann\n', { id });
    const holder = new pg.Client({ connectionString: test.database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from user_imports where id = $1 for update', [id]);
    const answer = checkAgain(test, id, {});
    const ended = () =>
      test.database.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'rollcall-import' and datname = current_database() and wait_event_type = 'Lock'`);
    await expect.poll(ended).toHaveLength(1);
    expect((await answer).body).toContain('error');
    await holder.end();
    expect((await checkAgain(test, id, {})).body).toContain('"total":1');
  });

  it.each([99, 100])('shows the beginning of a long cell as whole characters: after %d', async (length) => {
    const long = 'x'.repeat(length);
    const { reading, total } = await check(test, `email,${long}😀\nbob@example.org,${long}😀\n`);
    expect(total).toBe(1);
    expect(reading?.columns[1]).toMatchObject({ name: long, samples: [long] });
  });
});
