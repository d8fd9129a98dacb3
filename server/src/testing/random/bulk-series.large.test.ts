import { describe, expect, it } from 'vitest';
import { addUsers, ended, start, undo } from '../requests/bulk-requests.js';
import { startTestApp } from '../test-app.js';
import { BulkSeries } from './bulk-series.js';
import { wrongCounts } from './kept-counts.js';
import { Seeded } from './seeded.js';

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
      const wrong = `select i.user_id, i.outcome, u.status, a.entries from bulk_items i join users u on u.id = i.user_id,
        lateral (select count(*) as entries from audit_entries where request_id = $1 and target_id = i.user_id) as a
      where i.job_id = $1::uuid and (a.entries = 1) is distinct from (i.outcome is not distinct from 'CHANGED')`;
      expect(await database.query(wrong, [id]), `seed ${seed}`).toEqual([]);
      expect(await wrongCounts(database), `seed ${seed}`).toEqual([]);
      const before = await database.query('select id, status, version from users order by id');
      if (job.changed === 0) return;
      const undone = await undo(graphql, id);
      expect(await database.query(wrong, [undone.id]), `seed ${seed}`).toEqual([]);
      expect(await wrongCounts(database), `seed ${seed}`).toEqual([]);
      // Users of the job with the version after it are active again. All others are as before the undo.
      const after = await database.query<{ id: string }>(
        `select u.id, case when i.outcome = 'CHANGED' then 'DEACTIVATED' else u.status end as status,
          case when i.outcome = 'CHANGED' then u.version - 1 else u.version end as version
        from users u left join bulk_items i on i.job_id = $1 and i.user_id = u.id order by u.id`,
        [undone.id],
      );
      expect(after, `seed ${seed}`).toEqual(before);
      const stale = await database.query(
        `select from bulk_items i join bulk_items j on j.job_id = $1 and j.user_id = i.user_id join users u on u.id = i.user_id
        where i.job_id = $2 and (i.reason = 'STALE_VERSION') is distinct from (u.version <> j.version_after
          and i.outcome = 'REFUSED')`,
        [id, undone.id],
      );
      expect(stale, `seed ${seed}`).toHaveLength(0);
      await test.close();
    },
  );
});
