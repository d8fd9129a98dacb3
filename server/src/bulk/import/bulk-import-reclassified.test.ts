import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeToken, withToken } from '../../testing/accounts/access-tokens.js';
import { makeRole, writeRole } from '../../testing/accounts/roles.js';
import { ended } from '../../testing/requests/bulk-requests.js';
import { check } from '../../testing/requests/import-requests.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const COUNTS = 'created changed unchanged refused reclassified';

describe('an import of rows about users who changed since the dry run', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const importOf = async (id: string, fields = COUNTS) =>
    (await test.graphql(`query ($id: ID!) { userImport(id: $id) { ${fields} } }`, { id })).data.userImport;
  const start = async (id: string) =>
    (await test.graphql('mutation ($id: ID!) { applyUserImport(input: { id: $id }) { job { id } } }', { id }))
      .data.applyUserImport.job.id as string;

  it('counts and lists the rows that do something else', async () => {
    const lead = await makeRole(test.graphql, 'Lead', 'USERS_READ');
    const { Auditor: auditor } = await roleIdsOf(test);
    const [edited = '', same = '', gone = '', stripped = ''] = await createUsers(
      test,
      { email: 'edited@moved.example', displayName: 'Edited' },
      { email: 'same@moved.example', displayName: 'Same' },
      { email: 'gone@moved.example', displayName: 'Gone' },
      { email: 'stripped@moved.example', displayName: 'Stripped', roleIds: [auditor] },
    );
    const lines = [
      ',new@moved.example,New,Cook,',
      ',edited@moved.example,Edited,Chef,',
      ',same@moved.example,Same,Chef,',
      `${gone},gone@moved.example,Gone,Chef,`,
      ',stripped@moved.example,Stripped,,Auditor',
      ',lead@moved.example,Led,,Lead',
      ',broken,X,,',
    ];
    const id = randomUUID();
    const before = await check(test, ['id,email,displayName,title,roles', ...lines, ''].join('\n'), { id });
    expect(before.rows.nodes.map(({ outcome }) => outcome)).toEqual([
      'CREATED',
      'CHANGED',
      'CHANGED',
      'CHANGED',
      'UNCHANGED',
      'CREATED',
      'REFUSED',
    ]);
    expect(before).toMatchObject({ reclassified: null });
    expect((await importOf(id)).reclassified).toBeNull();

    // Another person: creates, edits and deletes a user, takes a role from one, and deletes a role.
    const { token } = await makeToken(test.graphql, {
      permissions: ['USERS_READ', 'USERS_WRITE', 'USERS_DELETE', 'ROLES_WRITE', 'AUDIT_READ'],
    });
    const other = withToken(test, token);
    const update = (input: object) =>
      other('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { userErrors { code } } }', {
        input: { version: 1, ...input },
      });
    await createUsers({ ...test, graphql: other }, { email: 'New@moved.example', displayName: 'New' });
    await update({ id: edited, title: 'Chef' });
    await update({ id: stripped, roleIds: [] });
    await other('mutation ($id: ID!) { deleteUser(id: $id) { userErrors { code } } }', { id: gone });
    await writeRole(test.graphql, 'delete', { id: lead });

    const job = await ended(test.graphql, await start(id));
    expect(job).toMatchObject({ state: 'DONE', changed: 3, unchanged: 1, refused: 3 });
    const after = await importOf(
      id,
      `${COUNTS} moved: rows(reclassified: true) { nodes { line outcome reasons { code } } }
        others: rows(reclassified: false) { nodes { line userId } }
        refusedNow: rows(reclassified: true, outcome: REFUSED, first: 1) { nodes { line } pageInfo { hasNextPage } }`,
    );
    expect(after).toEqual({
      created: 0,
      changed: 3,
      unchanged: 1,
      refused: 3,
      reclassified: 5,
      moved: {
        nodes: [
          { line: 2, outcome: 'CHANGED', reasons: [] },
          { line: 3, outcome: 'UNCHANGED', reasons: [] },
          { line: 5, outcome: 'REFUSED', reasons: [{ code: 'NOT_FOUND' }] },
          { line: 6, outcome: 'CHANGED', reasons: [] },
          { line: 7, outcome: 'REFUSED', reasons: [{ code: 'NOT_ALLOWED' }] },
        ],
      },
      others: {
        nodes: [
          { line: 4, userId: same },
          { line: 8, userId: null },
        ],
      },
      refusedNow: { nodes: [{ line: 5 }], pageInfo: { hasNextPage: true } },
    });
  });

  it('counts a user who was changed after the job had compared the rows', async () => {
    const [ada = ''] = await createUsers(test, { email: 'ada@example.org', displayName: 'Ada' });
    const id = randomUUID();
    await check(test, 'email,displayName,title\nada@example.org,Ada,Chef\nnew@example.org,New,Cook\n', {
      id,
    });
    const [created, changed, unchanged, refused] = [1, 1, 0, 0];
    expect(await importOf(id)).toEqual({ created, changed, unchanged, refused, reclassified: null });

    // The batch waits for the user.
    const other = new pg.Client({ connectionString: test.database.url });
    await other.connect();
    await other.query('begin');
    await other.query('select from users where id = $1 for update', [ada]);
    const jobId = await start(id);
    const waiting = () =>
      test.database.query(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), { timeout: 20_000 });
    expect(await importOf(id)).toEqual({ created, changed, unchanged, refused, reclassified: 0 });
    await other.query(`update users set title = 'Chef', version = version + 1 where id = $1`, [ada]);
    await other.query('commit');
    await other.end();

    expect(await ended(test.graphql, jobId)).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await importOf(id)).toEqual({ created, changed: 0, unchanged: 1, refused, reclassified: 1 });
  });
});
