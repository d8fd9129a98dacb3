import { randomUUID } from 'node:crypto';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, makeToken, withToken } from '../../testing/access-tokens.js';
import {
  addUsers,
  ended,
  outcomesOf,
  readJob,
  run,
  start,
  tryToStart,
  undo,
} from '../../testing/bulk-requests.js';
import { createPerson, type Person, signedIn } from '../../testing/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { ormOptions } from '../../database/orm.js';
import { createUsers, roleIdsOf } from '../../testing/user-requests.js';
import { UNSEALED } from '../../audit/audit-seal.service.js';
import { verifyAudit } from '../../audit/audit-verify.service.js';
import { connectionTo } from '../../database/connection.js';
import { sweepBulkItems } from './bulk-sweep.service.js';

const DEACTIVATE = { change: { kind: 'DEACTIVATE' } };

describe('bulk jobs', () => {
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

  describe('starting', () => {
    it('answers at once, freezes the set that a list holds, and changes it', async () => {
      await addUsers(test, 2_300);
      await addUsers(test, 3, 'Other');
      const where = { department: ['bulk'] };
      const { job, userErrors } = await tryToStart(editor.graphql, {
        ...DEACTIVATE,
        where,
        expectedCount: 2_300,
      });
      expect(userErrors).toEqual([]);
      expect(job).toMatchObject({ kind: 'DEACTIVATE', actor: { displayName: 'editor' }, undoOf: null });
      const done = await ended(editor.graphql, job.id);
      expect(done).toMatchObject({
        state: 'DONE',
        failure: null,
        total: 2_300,
        position: 2_300,
        changed: 2_300,
        unchanged: 0,
        refused: 0,
        viewerCanCancel: false,
        viewerCanUndo: true,
      });
      expect(await statuses()).toEqual({ DEACTIVATED: 2_300, ACTIVE: 3 });
      const found = await editor.graphql(
        `{ users(where: { department: ["bulk"], status: [DEACTIVATED] }) { totalCount } }`,
      );
      expect(found.data.users.totalCount).toBe(2_300);
    });

    it('takes a search, and ids, each user once', async () => {
      const [ann = '', bob = ''] = await createUsers(
        test,
        { email: 'ann@example.org' },
        { email: 'bob@example.org' },
      );
      expect(await run(editor.graphql, { ...DEACTIVATE, search: 'ann' })).toMatchObject({
        total: 1,
        changed: 1,
      });
      const ids = [ann, bob.toUpperCase(), bob];
      const job = await run(editor.graphql, { ...DEACTIVATE, ids });
      expect(job).toMatchObject({ total: 2, changed: 1, unchanged: 1 });
      expect(await outcomesOf(editor.graphql, job.id)).toEqual({ [ann]: 'UNCHANGED', [bob]: 'CHANGED' });
    });

    it('takes the filters by time as the list does', async () => {
      await addUsers(test, 4);
      await test.database.query(`update users set created_at = '2020-01-01' where email like 'Bulk1@%'`);
      const where = { createdAt: { until: '2021-01-01T00:00:00Z' } };
      expect(await run(editor.graphql, { ...DEACTIVATE, where })).toMatchObject({ total: 1, changed: 1 });
    });

    it('changes nobody if the set is not the expected one', async () => {
      await addUsers(test, 1_000);
      const where = { department: ['bulk'] };
      const near = await run(editor.graphql, { change: { kind: 'REACTIVATE' }, where, expectedCount: 1_009 });
      expect(near).toMatchObject({ state: 'DONE', unchanged: 1_000 });
      const far = await run(editor.graphql, { ...DEACTIVATE, where, expectedCount: 1_012 });
      expect(far).toMatchObject({ state: 'FAILED', failure: 'COUNT_MOVED', total: null, changed: 0 });
      expect(await statuses()).toEqual({ ACTIVE: 1_000 });
    });

    it('refuses what cannot be a job, with the path', async () => {
      const [ann = ''] = await createUsers(test, { email: 'ann@example.org' });
      const refusalsOf = async (input: object) =>
        (await tryToStart(test.graphql, input)).userErrors.map(
          ({ code, path }: { code: string; path: string[] }) => [code, path.slice(1).join('.')],
        ) as unknown;
      const change = (kind: string, own: object = {}) => ({ change: { kind, ...own }, ids: [ann] });
      expect(await refusalsOf(DEACTIVATE)).toEqual([['REQUIRED', 'where']]);
      expect(await refusalsOf({ ...DEACTIVATE, ids: [] })).toEqual([['REQUIRED', 'ids']]);
      expect(await refusalsOf({ ...DEACTIVATE, ids: [ann, 'x'] })).toEqual([['NOT_FOUND', 'ids.1']]);
      expect(await refusalsOf({ ...DEACTIVATE, ids: [ann], search: 'a' })).toEqual([['INVALID', 'ids']]);
      expect(await refusalsOf(change('ERASE'))).toEqual([['REQUIRED', 'expectedCount']]);
      expect(await refusalsOf(change('ADD_ROLE'))).toEqual([['REQUIRED', 'change.roleId']]);
      expect(await refusalsOf(change('ADD_ROLE', { roleId: ann }))).toEqual([['NOT_FOUND', 'change.roleId']]);
      expect(await refusalsOf(change('SET_FIELD'))).toEqual([['REQUIRED', 'change.field']]);
      expect(await refusalsOf(change('SET_FIELD', { field: 'LOCALE', value: 'no language' }))).toEqual([
        ['INVALID', 'change.value'],
      ]);
      expect(await refusalsOf(change('RESEND_INVITATION'))).toEqual([['INVALID', 'change.kind']]);
      const long = await test.graphql(
        `mutation { startBulkJob(input: { change: { kind: DELETE }, search: "${'x'.repeat(501)}" }) { job { id } } }`,
      );
      expect(codeOf(long)).toBe('INVALID');
    });

    it('takes 10,000 ids, and refuses those that nobody has', async () => {
      const ids = Array.from({ length: 10_000 }, () => randomUUID());
      const job = await run(editor.graphql, { ...DEACTIVATE, ids });
      expect(job).toMatchObject({ total: 10_000, changed: 0, refused: 10_000 });
    });

    it('needs the permission of the kind', async () => {
      const codes: unknown[] = [];
      for (const kind of ['DEACTIVATE', 'DELETE', 'ERASE', 'ADD_ROLE']) {
        const { token } = await makeToken(test.graphql, { permissions: ['USERS_READ', 'USERS_WRITE'] });
        const ask = withToken(test, token);
        const input = { change: { kind, roleId: roles['Viewer'] }, ids: [randomUUID()], expectedCount: 1 };
        codes.push(
          codeOf(
            await ask(
              `mutation ($input: StartBulkJobInput!) { startBulkJob(input: $input) { job { id } } }`,
              { input },
            ),
          ),
        );
      }
      expect(codes).toEqual([undefined, 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    });
  });

  describe('undoing', () => {
    it('puts back what was before, and leaves who was changed since', async () => {
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
          await test.database.query(
            `update users set deactivated_at = '2026-01-01' where email like 'Bulk%'`,
          );
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

    it('refuses a job that cannot be undone, or is undone already, or runs', async () => {
      const undoing = async (id: string) =>
        (await test.graphql(`mutation { undoBulkJob(id: "${id}") { job { id } userErrors { code } } }`)).data
          .undoBulkJob;
      await addUsers(test, 3);
      const where = { department: ['Bulk'] };
      const sessions = await run(test.graphql, { change: { kind: 'END_SESSIONS' }, where });
      expect((await undoing(sessions.id)).userErrors).toEqual([{ code: 'INVALID' }]);
      const job = await run(test.graphql, { ...DEACTIVATE, where });
      const answers = await Promise.all([undoing(job.id), undoing(job.id)]);
      expect(answers.filter((answer) => answer.job)).toHaveLength(1);
      await ended(test.graphql, answers.find((answer) => answer.job)?.job.id as string);
      expect((await undoing(job.id)).userErrors).toEqual([{ code: 'INVALID' }]);
      expect((await undoing('01a20d34-bf94-74c9-b037-02a30eafc5ba')).userErrors).toEqual([
        { code: 'NOT_FOUND' },
      ]);
    });

    it('is possible for 30 days; then the results are deleted, and the job stays', async () => {
      await addUsers(test, 3);
      const job = await run(test.graphql, { ...DEACTIVATE, where: { department: ['Bulk'] } });
      const days = (Date.parse(job.undoableUntil) - Date.parse(job.finishedAt)) / 86_400_000;
      expect(days).toBe(30);
      const count = () =>
        test.database.query('select from bulk_items where job_id = $1', [job.id]).then((rows) => rows.length);
      await test.database.query(
        `update bulk_jobs set finished_at = now() - interval '31 days' where id = $1`,
        [job.id],
      );
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
  });

  it('is cancelled within a batch, and what was done can be undone', async () => {
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

  it('previews what would be changed, and by which rules others would be refused', async () => {
    const [ann = '', bob = ''] = await createUsers(
      test,
      { email: 'ann@example.org', department: 'Bulk' },
      { email: 'bob@example.org', department: 'Bulk', roleIds: [roles['Owner']] },
      { email: 'cy@example.org', department: 'Bulk' },
    );
    await run(test.graphql, { ...DEACTIVATE, ids: [ann] });
    const preview = async (input: object) =>
      (
        await editor.graphql(
          `query ($input: StartBulkJobInput!) { bulkPreview(input: $input) {
            total totalIsCapped examined isExact changed unchanged refused { reason count message } userErrors { code } } }`,
          { input },
        )
      ).data.bulkPreview;
    expect(await preview({ ...DEACTIVATE, where: { department: ['Bulk'] } })).toEqual({
      total: 3,
      totalIsCapped: false,
      examined: 3,
      isExact: true,
      changed: 1,
      unchanged: 1,
      refused: [
        {
          reason: 'NOT_ALLOWED',
          count: 1,
          message: 'This user can do more than you, so you can’t change them.',
        },
      ],
      userErrors: [],
    });
    expect(await preview({ ...DEACTIVATE, ids: [bob, editor.id] })).toMatchObject({ total: 2, changed: 0 });
    expect(await preview({ ...DEACTIVATE, ids: [] })).toMatchObject({
      total: 0,
      userErrors: [{ code: 'REQUIRED' }],
    });
  });

  it('shows jobs to their actor and to viewers with AUDIT_READ, the newest first', async () => {
    const id = (await run(editor.graphql, { ...DEACTIVATE, ids: [editor.id] })).id as string;
    const other = (await run(test.graphql, { change: { kind: 'REACTIVATE' }, ids: [editor.id] }))
      .id as string;
    const listed = async (ask: typeof test.graphql | Person['graphql']) =>
      (await ask('{ bulkJobs(first: 100) { nodes { id } } }')).data.bulkJobs.nodes.map(
        (node: { id: string }) => node.id,
      ) as string[];
    expect((await listed(test.graphql)).slice(0, 2)).toEqual([other, id]);
    expect((await listed(editor.graphql))[0]).toBe(id);
    expect(await listed(editor.graphql)).not.toContain(other);
    expect(await readJob(editor.graphql, other)).toBeNull();
    const results = (job: string) =>
      test.app.inject({
        url: `/bulk/${job}/results.csv`,
        headers: { authorization: `Bearer ${editor.token}` },
      });
    expect((await results(id)).statusCode).toBe(200);
    expect((await results(other)).statusCode).toBe(404);
  });

  it('gives the results as pages and as a file, by outcome', async () => {
    const [ann = '', eve = ''] = await createUsers(
      test,
      { email: 'ann@example.org', displayName: '=cmd()' },
      { email: 'eve@example.org', displayName: 'Eve "E"', roleIds: [roles['Owner']] },
    );
    const { id } = await run(editor.graphql, { ...DEACTIVATE, ids: [ann, eve] });
    const page = async (args: string) =>
      (
        await editor.graphql(
          `{ bulkJob(id: "${id}") { items(${args}) { nodes { user { displayName } outcome message } pageInfo { hasNextPage endCursor } } } }`,
        )
      ).data.bulkJob.items;
    const first = await page('first: 1');
    expect(first).toMatchObject({
      nodes: [{ user: { displayName: '=cmd()' }, outcome: 'CHANGED', message: null }],
    });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await page(`first: 1, after: "${first.pageInfo.endCursor}"`)).toMatchObject({
      nodes: [{ user: { displayName: 'Eve "E"' }, outcome: 'REFUSED' }],
      pageInfo: { hasNextPage: false },
    });
    expect((await page('outcome: REFUSED')).nodes).toHaveLength(1);

    const file = async (query: string, headers: object = { authorization: `Bearer ${editor.token}` }) =>
      test.app.inject({ url: `/bulk/${id}/results.csv${query}`, headers: { ...headers } });
    const { body, headers } = await file('');
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' });
    expect(body.split('\r\n')).toEqual([
      '\uFEFF"number","userId","email","displayName","outcome","reason","message"',
      `"1","${ann}","ann@example.org","'=cmd()","CHANGED","",""`,
      `"2","${eve}","eve@example.org","Eve ""E""","REFUSED","NOT_ALLOWED","This user can do more than you, so you can’t change them."`,
      '',
    ]);
    expect((await file('?outcome=REFUSED')).body.split('\r\n')).toHaveLength(3);
    expect((await file('?outcome=refused')).statusCode).toBe(400);
    expect((await file('', {})).statusCode).toBe(401);
    const { token } = await makeToken(test.graphql, { permissions: ['AUDIT_READ'] });
    expect((await file('', { authorization: `Bearer ${token}` })).statusCode).toBe(403);
  });

  it('keeps a trail that verifies: one entry for the job, and one for each changed user that names the job', async () => {
    await addUsers(test, 1_500);
    const { id } = await run(editor.graphql, { ...DEACTIVATE, where: { department: ['Bulk'] } });
    const { data } = await test.graphql(
      `query ($id: ID!) { auditEntries(where: { targetId: $id }) { nodes { action targetType actorId changes { field after } } } }`,
      { id },
    );
    expect(data.auditEntries.nodes).toEqual([
      {
        action: 'BULK_JOB_STARTED',
        targetType: 'BULK_JOB',
        actorId: editor.id,
        changes: expect.arrayContaining([{ field: 'kind', after: 'DEACTIVATE' }]) as unknown,
      },
    ]);
    const entries = await test.database.query<{ count: number; targets: number }>(
      `select count(*)::int as count, count(distinct target_id)::int as targets from audit_entries
        where request_id = $1 and action = 'USER_DEACTIVATED'`,
      [id],
    );
    expect(entries).toEqual([{ count: 1_500, targets: 1_500 }]);
    await expect.poll(() => test.database.query(UNSEALED)).toEqual([{ unsealed: false }]);
    const client = new pg.Client(connectionTo(test.database.url, 'rollcall-test'));
    await client.connect();
    expect((await verifyAudit(client)).fault).toBeUndefined();
    await client.end();
  });

  it('leaves nothing personal of an erased user in its results', async () => {
    const [ann = ''] = await createUsers(test, { email: 'ann@example.org', title: 'Secret title' });
    const change = { kind: 'SET_FIELD', field: 'TITLE', value: 'Other' };
    const { id } = await run(test.graphql, { change, search: 'Secret title' });
    await run(test.graphql, { change: { kind: 'DELETE' }, ids: [ann] });
    const erased = await run(test.graphql, { change: { kind: 'ERASE' }, ids: [ann], expectedCount: 1 });
    expect(erased).toMatchObject({ changed: 1, undoableUntil: null });
    const rows = await test.database.query(
      `select j::text as text from bulk_jobs j union all select i::text from bulk_items i
        union all select a::text from audit_entries a`,
    );
    expect(JSON.stringify(rows)).not.toContain('Secret title');
    const { data } = await test.graphql(
      `{ bulkJob(id: "${id}") { items { nodes { userId user { id } outcome } } } }`,
    );
    expect(data.bulkJob.items.nodes).toEqual([{ userId: ann, user: null, outcome: 'CHANGED' }]);
  });
});
