import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { addUsers, ended, outcomesOf, run, tryToStart } from '../../testing/requests/bulk-requests.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const DEACTIVATE = { change: { kind: 'DEACTIVATE' } };

describe('starting a bulk job', () => {
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

  it('answers at once, freezes the set of users in a list, and changes it', async () => {
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

  it('accepts a search, and ids, each user once', async () => {
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

  it('accepts the filters by time like the list', async () => {
    await addUsers(test, 4);
    await test.database.query(`update users set created_at = '2020-01-01' where email like 'Bulk1@%'`);
    const where = { createdAt: { until: '2021-01-01T00:00:00Z' } };
    expect(await run(editor.graphql, { ...DEACTIVATE, where })).toMatchObject({ total: 1, changed: 1 });
  });

  it('changes no user if the set is not the expected one', async () => {
    await addUsers(test, 1_000);
    const where = { department: ['bulk'] };
    const near = await run(editor.graphql, { change: { kind: 'REACTIVATE' }, where, expectedCount: 1_009 });
    expect(near).toMatchObject({ state: 'DONE', unchanged: 1_000 });
    const far = await run(editor.graphql, { ...DEACTIVATE, where, expectedCount: 1_012 });
    expect(far).toMatchObject({ state: 'FAILED', failure: 'COUNT_MOVED', total: null, changed: 0 });
    expect(await statuses()).toEqual({ ACTIVE: 1_000 });
  });

  it('refuses invalid input, with the path', async () => {
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

  it('accepts 10,000 ids, and refuses unknown ones', async () => {
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
          await ask(`mutation ($input: StartBulkJobInput!) { startBulkJob(input: $input) { job { id } } }`, {
            input,
          }),
        ),
      );
    }
    expect(codes).toEqual([undefined, 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });

  it('previews the changes, and the rules that would refuse users', async () => {
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
});
