import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { ended } from '../../testing/requests/bulk-requests.js';
import { check } from '../../testing/requests/import-requests.js';
import { createUsers } from '../../testing/requests/user-requests.js';
import { startTestApp } from '../../testing/test-app.js';

it('counts what was done to a user who was changed after the job had compared the rows', async () => {
  const test = await startTestApp();
  const [ada = ''] = await createUsers(test, { email: 'ada@example.org', displayName: 'Ada' });
  const id = randomUUID();
  await check(test, 'email,displayName,title\nada@example.org,Ada,Chef\nnew@example.org,New,Cook\n', { id });
  const counts = async () =>
    (
      await test.graphql('query ($id: ID!) { userImport(id: $id) { created changed unchanged refused } }', {
        id,
      })
    ).data.userImport;
  expect(await counts()).toEqual({ created: 1, changed: 1, unchanged: 0, refused: 0 });

  // The batch waits for the user.
  const other = new pg.Client({ connectionString: test.database.url });
  await other.connect();
  await other.query('begin');
  await other.query('select from users where id = $1 for update', [ada]);
  const { data } = await test.graphql(
    'mutation ($id: ID!) { applyUserImport(input: { id: $id }) { job { id } } }',
    { id },
  );
  const waiting = () =>
    test.database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
  await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 20_000 });
  await other.query(`update users set title = 'Chef', version = version + 1 where id = $1`, [ada]);
  await other.query('commit');
  await other.end();

  const job = await ended(test.graphql, data.applyUserImport.job.id as string);
  expect(job).toMatchObject({ changed: 1, unchanged: 1 });
  expect(await counts()).toEqual({ created: 1, changed: 0, unchanged: 1, refused: 0 });
  await test.close();
});
