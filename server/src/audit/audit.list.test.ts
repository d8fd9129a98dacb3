import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentBy } from '../testing/documents/statements.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

describe('lists of the audit trail', () => {
  let test: TestApp;
  let ann: string;
  let bob: string;

  beforeAll(async () => {
    test = await startTestApp();
    [ann = '', bob = ''] = await createUsers(
      test,
      { email: 'ann@example.org' },
      { email: 'bob@example.org' },
    );
    // One hour apart, after all existing entries: 0 is the oldest. The even ones are by Ann and about Bob.
    await test.database.query(
      `insert into audit_entries (occurred_at, action, actor_id, target_type, target_id, request_id)
      select '2027-01-01 00:00:00+00'::timestamptz + i * interval '1 hour',
        case when i % 2 = 0 then 'USER_UPDATED' else 'SIGNED_IN' end,
        case when i % 2 = 0 then $1 else $2 end::uuid, 'USER', $2::uuid, i::text
      from generate_series(0, 9) as i`,
      [ann, bob],
    );
  });
  afterAll(() => test.close());

  const SPAN = 'occurredAt: { from: "2027-01-01T00:00:00Z" }';
  const page = async (args: string) => {
    const { data, errors } = await test.graphql(`{ auditEntries(${args}) {
      nodes { requestId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`);
    expect(errors).toBeUndefined();
    const { nodes, pageInfo, totalCount } = data.auditEntries as {
      nodes: { requestId: string }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
      totalCount: number;
    };
    return { numbers: nodes.map(({ requestId }) => Number(requestId)), pageInfo, totalCount };
  };

  it('are ordered newest first, and continue after a cursor', async () => {
    const where = `where: { ${SPAN} }`;
    const first = await page(`first: 4, ${where}`);
    expect(first).toMatchObject({ numbers: [9, 8, 7, 6], totalCount: 10 });
    const second = await page(`first: 4, after: "${first.pageInfo.endCursor}", ${where}`);
    expect(second).toMatchObject({
      numbers: [5, 4, 3, 2],
      pageInfo: { hasNextPage: true, hasPreviousPage: true },
    });
    expect((await page(`last: 3, ${where}`)).numbers).toEqual([2, 1, 0]);
    expect((await page(`last: 2, before: "${second.pageInfo.startCursor}", ${where}`)).numbers).toEqual([
      7, 6,
    ]);
  });

  it.each([
    [`actorId: "ANN"`, [8, 6, 4, 2, 0]],
    [`targetId: "BOB", action: [SIGNED_IN]`, [9, 7, 5, 3, 1]],
    [`action: [SIGNED_IN, USER_UPDATED]`, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [`action: []`, []],
    [`actorId: "nobody"`, []],
  ])('filtered by %s hold %j', async (filter, numbers) => {
    const where = filter.replace('ANN', ann).replace('BOB', bob);
    expect(await page(`where: { ${where}, ${SPAN} }`)).toMatchObject({ numbers, totalCount: numbers.length });
  });

  it('filter by a time range, whose end is exclusive', async () => {
    const where = `where: { occurredAt: { from: "2027-01-01T02:00:00Z", until: "2027-01-01T04:00:00Z" } }`;
    expect((await page(where)).numbers).toEqual([3, 2]);
  });

  it.each(['after: "nonsense"', 'first: 101', 'first: 1, last: 1'])('refuse %s', async (args) => {
    const { errors } = await test.graphql(`{ auditEntries(${args}) { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('read the users that the entries name in one statement for the page', async () => {
    let answer: Awaited<ReturnType<TestApp['graphql']>> | undefined;
    const sent = await sentBy(async () => {
      answer = await test.graphql(`{ auditEntries(first: 3, where: { ${SPAN} }) {
        nodes { actor { displayName } target { email roles { name } } } } }`);
    });
    expect(sent.filter(({ text }) => text.includes('from audit_entries'))).toHaveLength(1);
    expect(sent.filter(({ text }) => text.includes('from users u'))).toHaveLength(1);
    const target = { email: 'bob@example.org', roles: [] };
    expect(answer?.data.auditEntries.nodes).toEqual([
      { actor: { displayName: 'bob' }, target },
      { actor: { displayName: 'ann' }, target },
      { actor: { displayName: 'bob' }, target },
    ]);
  });

  it('keep the entries of users who no longer exist', async () => {
    await test.database
      .query(`insert into audit_entries (occurred_at, action, actor_id, target_type, target_id)
      select '2028-01-01', 'USER_DELETED', id, 'USER', id from uuidv7() as id`);
    const { data } = await test.graphql(
      '{ auditEntries(first: 1) { nodes { action actor { id } target { id } targetId actorId } } }',
    );
    expect(data.auditEntries.nodes).toEqual([
      {
        action: 'USER_DELETED',
        actor: null,
        target: null,
        targetId: expect.any(String) as string,
        actorId: expect.any(String) as string,
      },
    ]);
  });
});
