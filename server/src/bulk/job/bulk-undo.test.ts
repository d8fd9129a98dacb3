import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ormOptions } from '../../database/orm.js';
import {
  addUsers,
  ended,
  outcomesOf,
  readJob,
  run,
  start,
  undo,
} from '../../testing/requests/bulk-requests.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';
import { sweepBulkItems } from './bulk-sweep.service.js';

const DEACTIVATE = { change: { kind: 'DEACTIVATE' } };

describe('undoing a bulk job', () => {
  let test: TestApp;
  let editor: Person;
  let roles: Record<string, string>;

  beforeAll(async () => {
    test = await startTestApp();
    roles = await roleIdsOf(test);
    await createPerson(test, 'editor@example.org', 'Editor');
    editor = await signedIn(test, 'editor@example.org');
  });
  beforeEach(async () => {
    await test.database.query(`delete from users where email <> 'editor@example.org'`);
  });
  afterAll(() => test.close());

  const statuses = async () =>
    Object.fromEntries(
      (
        await test.database.query<{ status: string; count: number }>(
          `select status, count(*)::int as count from users where department is not null group by status`,
        )
      ).map(({ status, count }) => [status, count]),
    );

  it('restores the old values, and leaves users alone who were changed since', async () => {
    const [ann = '', bob = '', cy = ''] = await createUsers(
      test,
      { email: 'ann@example.org', department: 'Old' },
      { email: 'bob@example.org' },
      { email: 'cy@example.org', department: 'New' },
    );
    const change = { kind: 'SET_FIELD', field: 'DEPARTMENT', value: 'New' };
    const job = await run(editor.graphql, { change, ids: [ann, bob, cy] });
    expect(job).toMatchObject({ changed: 2, unchanged: 1, change: { field: 'DEPARTMENT', value: 'New' } });
    await test.graphql(
      `mutation { updateUser(input: { id: "${bob}", version: 2, title: "Chef" }) { user { id } } }`,
    );

    const undone = await undo(editor.graphql, job.id);
    expect(undone).toMatchObject({
      state: 'DONE',
      undoOf: job.id,
      total: 2,
      changed: 1,
      refused: 1,
      viewerCanUndo: false,
    });
    expect(await outcomesOf(editor.graphql, undone.id)).toEqual({
      [ann]: 'CHANGED',
      [bob]: 'STALE_VERSION',
    });
    const { data } = await test.graphql(
      `{ users(orderBy: { field: EMAIL, direction: ASC }, first: 3) { nodes { department } } }`,
    );
    expect(data.users.nodes.map(({ department }: { department: string }) => department)).toEqual([
      'Old',
      'New',
      'New',
    ]);
    expect(await readJob(editor.graphql, job.id)).toMatchObject({
      undoneBy: undone.id,
      viewerCanUndo: false,
    });
  });

  it.each(['DEACTIVATE', 'DELETE', 'ADD_ROLE', 'REMOVE_ROLE', 'REACTIVATE', 'RESTORE'])(
    'undoes %s',
    async (kind) => {
      await addUsers(test, 5);
      await test.database.query(
        `insert into user_roles (user_id, role_id)
      select id, $1 from users where email like 'Bulk1@%'`,
        [roles['Viewer']],
      );
      if (kind === 'REACTIVATE')
        await test.database.query(`update users set deactivated_at = '2026-01-01' where email like 'Bulk%'`);
      if (kind === 'RESTORE') {
        await test.database.query(
          `update users set deleted_at = '2026-01-01', deleted_by = $1 where email like 'Bulk%'`,
          [editor.id],
        );
      }
      const read = () =>
        test.database
          .query(`select email, status, deactivated_at, deleted_at, deleted_by, (select count(*) from user_roles
        where user_id = u.id) as roles from users u where department = 'Bulk' order by email`);
      const before = await read();
      const where = { department: ['Bulk'], status: ['ACTIVE', 'DEACTIVATED', 'DELETED'] };
      const job = await run(test.graphql, { change: { kind, roleId: roles['Viewer'] }, where });
      const expected = { ADD_ROLE: 4, REMOVE_ROLE: 1 }[kind] ?? 5;
      expect(job.changed).toBe(expected);
      expect(await read()).not.toEqual(before);
      expect(await undo(test.graphql, job.id)).toMatchObject({ changed: expected, refused: 0 });
      expect(await read()).toEqual(before);
    },
  );

  it('refuses a job that cannot be undone, is already undone, or still runs', async () => {
    const undoing = async (id: string) =>
      (await test.graphql(`mutation { undoBulkJob(id: "${id}") { job { id } userErrors { code } } }`)).data
        .undoBulkJob;
    await addUsers(test, 3);
    const where = { department: ['Bulk'] };
    const sessions = await run(test.graphql, { change: { kind: 'END_SESSIONS' }, where });
    expect((await undoing(sessions.id)).userErrors).toEqual([{ code: 'INVALID' }]);
    const job = await run(test.graphql, { ...DEACTIVATE, where });
    await ended(test.graphql, (await undoing(job.id)).job.id as string);
    expect((await undoing(job.id)).userErrors).toEqual([{ code: 'INVALID' }]);
    expect((await undoing('01a20d34-bf94-74c9-b037-02a30eafc5ba')).userErrors).toEqual([
      { code: 'NOT_FOUND' },
    ]);
  });

  it('is done once by two requests at once', async () => {
    await addUsers(test, 3);
    const job = await run(test.graphql, { ...DEACTIVATE, where: { department: ['Bulk'] } });
    await test.database.query('begin');
    await test.database.query('select from bulk_jobs where id = $1 for update', [job.id]);
    const undoing = `mutation { undoBulkJob(id: "${job.id}") { job { id } userErrors { code } } }`;
    const both = Promise.all([test.graphql(undoing), test.graphql(undoing)]);
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await test.database.query(waiting)).length).toBe(2);
    await test.database.query('commit');
    const [first, second] = (await both).map(({ data }) => data.undoBulkJob);
    expect([first.userErrors, second.userErrors]).toContainEqual([]);
    expect([first.userErrors, second.userErrors]).toContainEqual([{ code: 'INVALID' }]);
    expect(await ended(test.graphql, (first.job ?? second.job).id as string)).toMatchObject({ changed: 3 });
  });

  it('is possible for 30 days; then the results are deleted, and the job stays', async () => {
    await addUsers(test, 3);
    const job = await run(test.graphql, { ...DEACTIVATE, where: { department: ['Bulk'] } });
    const days = (Date.parse(job.undoableUntil) - Date.parse(job.finishedAt)) / 86_400_000;
    expect(days).toBe(30);
    const count = () =>
      test.database.query('select from bulk_items where job_id = $1', [job.id]).then((rows) => rows.length);
    await test.database.query(`update bulk_jobs set finished_at = now() - interval '31 days' where id = $1`, [
      job.id,
    ]);
    expect(await readJob(test.graphql, job.id)).toMatchObject({
      undoableUntil: null,
      viewerCanUndo: false,
    });
    expect(await count()).toBe(3);
    const orm = await MikroORM.init(ormOptions(test.database.url));
    await sweepBulkItems(orm.em.getKysely());
    await orm.close();
    expect(await count()).toBe(0);
    expect(await readJob(test.graphql, job.id)).toMatchObject({ changed: 3 });
  });

  it('is possible for the finished part of a job that was cancelled within a batch', async () => {
    await addUsers(test, 3_500);
    const id = await start(editor.graphql, { ...DEACTIVATE, where: { department: ['Bulk'] } });
    await expect.poll(async () => (await readJob(editor.graphql, id)).position).toBeGreaterThan(0);
    const cancel = () =>
      editor.graphql(
        `mutation { cancelBulkJob(id: "${id}") { job { isCancelRequested viewerCanCancel } userErrors { code } } }`,
      );
    expect((await cancel()).data.cancelBulkJob).toEqual({
      job: { isCancelRequested: true, viewerCanCancel: false },
      userErrors: [],
    });
    const job = await ended(editor.graphql, id);
    expect(job.state).toBe('CANCELLED');
    expect(job.changed).toBe(job.position);
    expect(job.position).toBeLessThan(3_500);
    expect(await statuses()).toEqual({ DEACTIVATED: job.changed, ACTIVE: 3_500 - job.changed });
    expect(await undo(editor.graphql, id)).toMatchObject({ total: job.changed, changed: job.changed });
    expect(await statuses()).toEqual({ ACTIVE: 3_500 });
  });
});
