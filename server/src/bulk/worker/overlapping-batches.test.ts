import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionTo } from '../../database/connection.js';
import { addUsers, ended, run, start } from '../../testing/requests/bulk-requests.js';
import { check } from '../../testing/requests/import-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

/** A lock of this test, which the trigger below waits for. */
const HELD = 4711;

describe('two batches of a job that run at the same time', () => {
  let test: TestApp;
  let holder: pg.Client;

  beforeAll(async () => {
    test = await startTestApp();
    holder = new pg.Client(connectionTo(test.database.url, 'rollcall-test-holder'));
    await holder.connect();
    // The batch with this user is the slow one.
    await test.database.query(`create function wait_for_test() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(${HELD});
        return new;
      end $$`);
    await test.database.query(`create trigger wait_for_test before update on users
      for each row when (old.title = 'slow') execute function wait_for_test()`);
  });
  afterAll(async () => {
    await holder.end();
    await test.close();
  });

  /** Runs `begin`, and releases the slow batch after `isReached`. */
  async function heldUp<T>(begin: () => Promise<T>, isReached: () => Promise<unknown>): Promise<T> {
    await holder.query('select pg_advisory_lock($1)', [HELD]);
    const begun = await begin();
    await isReached();
    await holder.query('select pg_advisory_unlock($1)', [HELD]);
    return begun;
  }

  const waiting = () =>
    test.database.query<{
      pid: number;
    }>(`select pid from pg_stat_activity where application_name = 'rollcall-bulk'
      and datname = current_database() and wait_event_type = 'Lock'`);
  const bothWait = () => expect.poll(waiting).toHaveLength(2);

  it('do not stop the job if both restore one address', async () => {
    await addUsers(test, 1_001);
    await test.database.query(`with numbered as (select id, row_number() over (order by id) as n from users)
      update users u set deleted_at = now(), title = case when n = 1 then 'slow' end,
          email = case when n >= 1000 then 'twin@example.org' else email end
        from numbered where numbered.id = u.id`);
    const input = { change: { kind: 'RESTORE' }, where: { state: ['DELETED'] } };
    // The second batch has written the address when the first one comes to it.
    const id = await heldUp(() => start(test.graphql, input), bothWait);
    const job = await ended(test.graphql, id);
    expect(job).toMatchObject({ state: 'DONE', changed: 1_000, refused: 1 });
    const [refused] = await test.database.query(
      `select number, reason from bulk_items where job_id = $1 and outcome = 'REFUSED'`,
      [id],
    );
    expect(refused).toEqual({ number: 1_001, reason: 'EMAIL_TAKEN' });
    await test.database.query('delete from users');
  });

  it('both move rows between the counts of an import', async () => {
    await addUsers(test, 1_200);
    await test.database.query(
      `update users set title = 'slow' where id = (select id from users order by id limit 1)`,
    );
    const rows = await test.database.query<{ id: string }>('select id from users order by id');
    const file = ['id,department', ...rows.map(({ id }) => `${id},Moved`), ''].join('\n');
    const { id: importId } = await check(test, file);
    const apply = async () => {
      const { data } = await test.graphql(
        'mutation ($input: ApplyUserImportInput!) { applyUserImport(input: $input) { job { id } userErrors { code } } }',
        { input: { id: importId } },
      );
      return data.applyUserImport.job.id as string;
    };
    const others = [rows[1], rows[1_100]].map((row) => row?.id);
    // After the second comparison and before the batches, these two rows become unchanged.
    await test.database.query(`create function set_meanwhile() returns trigger language plpgsql as $$
      begin
        update users set department = 'Moved' where id = any('{${others.join()}}'::uuid[]);
        return new;
      end $$`);
    await test.database.query(`create trigger set_meanwhile after update of frozen_at on bulk_jobs
      for each row when (old.frozen_at is null) execute function set_meanwhile()`);
    const jobId = await heldUp(apply, bothWait);
    const job = await ended(test.graphql, jobId);
    expect(job).toMatchObject({ state: 'DONE', changed: 1_198, unchanged: 2 });
    const counts = await test.database.query(
      'select changed, unchanged, refused, reclassified from user_imports where id = $1',
      [importId],
    );
    expect(counts).toEqual([{ changed: 1_198, unchanged: 2, refused: 0, reclassified: 2 }]);
    const failures = test.logs.filter(({ msg }) => msg === 'A step of a bulk job failed.');
    expect(failures.filter(({ bulkJob }) => bulkJob === jobId)).toEqual([]);
    await test.database.query('delete from users');
  });

  it('go on after the database has ended their connections', async () => {
    await addUsers(test, 1_200);
    await test.database.query(
      `update users set title = 'slow' where id = (select id from users order by id limit 1)`,
    );
    const input = { change: { kind: 'DEACTIVATE' }, where: { department: ['Bulk'] } };
    const id = await heldUp(
      () => start(test.graphql, input),
      async () => {
        await bothWait();
        for (const { pid } of await waiting()) {
          await test.database.query('select pg_terminate_backend($1)', [pid]);
        }
      },
    );
    expect(await ended(test.graphql, id)).toMatchObject({ state: 'DONE', changed: 1_200 });
    expect(await run(test.graphql, input)).toMatchObject({ unchanged: 1_200 });
  });
});
