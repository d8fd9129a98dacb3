import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UNSEALED } from '../../audit/chain/audit-seal.service.js';
import { verifyAudit } from '../../audit/chain/audit-verify.service.js';
import { connectionTo } from '../../database/connection.js';
import { makeToken } from '../../testing/accounts/access-tokens.js';
import { addUsers, readJob, run } from '../../testing/requests/bulk-requests.js';
import { createPerson, type Person, signedIn } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers, roleIdsOf } from '../../testing/requests/user-requests.js';

const DEACTIVATE = { change: { kind: 'DEACTIVATE' } };

describe('the results of a bulk job', () => {
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
    const node = async (job: string) =>
      (await editor.graphql(`{ node(id: "${job}") { __typename ... on BulkJob { kind actor { id } } } }`))
        .data.node;
    expect(await node(id)).toEqual({ __typename: 'BulkJob', kind: 'DEACTIVATE', actor: { id: editor.id } });
    expect(await node(other)).toBeNull();
    const results = (job: string) =>
      test.app.inject({
        url: `/bulk/${job}/results.csv`,
        headers: { authorization: `Bearer ${editor.token}` },
      });
    expect((await results(id)).statusCode).toBe(200);
    expect((await results(other)).statusCode).toBe(404);
  });

  it('returns the results as pages and as a file, by outcome', async () => {
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

  it('keeps the audit trail verifiable: one entry for the job, and one for each changed user that names the job', async () => {
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

  it('keeps no personal data of an erased user in its results', async () => {
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
