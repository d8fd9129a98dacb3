import { describe, expect, it } from 'vitest';
import { addUsers, ended, start, undo } from '../../requests/bulk-requests.js';
import { startTestApp, type TestApp } from '../../test-app.js';
import { BulkSeries } from './bulk-series.js';
import { wrongCounts } from '../counts/kept-counts.js';
import { Seeded } from '../seeded.js';

/** Items that do not agree with the audit entries of the job: one for each change. */
const WRONG_ITEMS = `select i.user_id, i.outcome, u.status, a.entries from bulk_items i join users u on u.id = i.user_id,
        lateral (select count(*) as entries from audit_entries where request_id = $1 and target_id = i.user_id) as a
      where i.job_id = $1::uuid and (a.entries = 1) is distinct from (i.outcome is not distinct from 'CHANGED')`;

describe('bulk jobs and their undo', () => {
  it.each([2, 5, 6, 7])('do to each user what a model of the rules does: seed %d', async (seed) => {
    const test = await startTestApp();
    const series = new BulkSeries(test, new Seeded(seed));
    await series.prepare(40);
    for (let n = 0; n < 150; n += 1) await series.step();
    expect(series.compared).toBeGreaterThan(500);
    await test.close();
  });

  it.each([1, 2, 3, 4])(
    'agree with the users if others write and cancel meanwhile: seed %d',
    async (seed) => {
      const test = await startTestApp();
      const { database, graphql } = test;
      const random = new Seeded(seed);
      await addUsers(test, 3_500);
      const rows = await database.query<{ id: string }>('select id from users order by id');
      const id = await start(graphql, { change: { kind: 'DEACTIVATE' }, where: { department: ['Bulk'] } });
      const reached = 1_000 * random.below(4);
      const writes = random.some(rows, 40).map((row) =>
        graphql(`mutation { ${random.pick(['deactivateUser', 'reactivateUser', 'deleteUser'])}(id: "${row.id}") {
        userErrors { code } } }`),
      );
      await expect
        .poll(() => database.query('select from bulk_jobs where id = $1 and position >= $2', [id, reached]), {
          interval: 10,
        })
        .toHaveLength(1);
      await graphql('mutation ($id: ID!) { cancelBulkJob(id: $id) { userErrors { code } } }', { id });
      await Promise.all(writes);
      const job = await ended(graphql, id);
      expect(await database.query(WRONG_ITEMS, [id]), `seed ${seed}`).toEqual([]);
      expect(await wrongCounts(database), `seed ${seed}`).toEqual([]);
      if (job.changed > 0) await expectUndone(test, id, seed);
      await test.close();
    },
  );
});

/** A user that the job changed and nobody since is active again. All others are left alone. */
async function expectUndone({ database, graphql }: TestApp, id: string, seed: number): Promise<void> {
  const before = await database.query('select id, status, version from users order by id');
  const { id: undoId } = await undo(graphql, id);
  const asBefore = await database.query(
    `select u.id, case when i.outcome = 'CHANGED' then 'DEACTIVATED' else u.status end as status,
        case when i.outcome = 'CHANGED' then u.version - 1 else u.version end as version
      from users u left join bulk_items i on i.job_id = $1 and i.user_id = u.id order by u.id`,
    [undoId],
  );
  expect(asBefore, `seed ${seed}`).toEqual(before);
  const wrong = await database.query(
    `select u.email, u.version, j.version_after, i.outcome, i.reason
      from bulk_items j join users u on u.id = j.user_id left join bulk_items i on i.job_id = $2 and i.user_id = j.user_id
      where j.job_id = $1 and j.outcome = 'CHANGED' and concat_ws(' ', i.outcome, i.reason) is distinct from
        case when u.version = j.version_after + 1 and i.outcome = 'CHANGED' then 'CHANGED'
          when u.version > j.version_after then 'REFUSED STALE_VERSION' end`,
    [id, undoId],
  );
  expect(wrong, `seed ${seed}`).toEqual([]);
  expect(await database.query(WRONG_ITEMS, [undoId]), `seed ${seed}`).toEqual([]);
  expect(await wrongCounts(database), `seed ${seed}`).toEqual([]);
}
