import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { subscribeOnce } from '../testing/websocket.js';

let shown: TestApp;
let hidden: TestApp;
beforeAll(async () => {
  shown = await startTestApp();
  hidden = await startTestApp({
    env: { INTROSPECTION: 'false', PLAYGROUND: 'false' },
    database: shown.database,
  });
});
afterAll(async () => {
  await hidden.close();
  await shown.close();
});

const TRANSPORTS: [string, typeof subscribeOnce][] = [
  ['HTTP', ({ graphql }, query, variables) => graphql(query, variables)],
  ['a WebSocket', subscribeOnce],
];

describe.each(TRANSPORTS)('with INTROSPECTION off, by %s', (_name, ask) => {
  it.each([
    getIntrospectionQuery(),
    '{ __type(name: "User") { name } }',
    '{ ...A } fragment A on Query { ... { a: __schema { description } } }',
  ])('the schema is hidden: %#', async (query) => {
    const answer = await ask(hidden, query);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toContain('INTROSPECTION_DISABLED');
    expect(JSON.stringify(answer)).not.toContain('Apollo');
  });

  it.each([
    ['a field', '{ users { node { id } } }', {}, 'nodes'],
    ['an argument', '{ users(frst: 1) { totalCount } }', {}, 'first'],
    ['a type', '{ node(id: "a") { ... on Usr { id } } }', {}, 'User'],
    ['a value', '{ users(where: { status: ACTIV }) { totalCount } }', {}, 'ACTIVE'],
    [
      'a value in a variable',
      'query ($s: [UserStatus!]) { users(where: { status: $s }) { totalCount } }',
      { s: 'ACTIV' },
      'ACTIVE',
    ],
    [
      'a field in a variable',
      'query ($w: UserWhere) { users(where: $w) { totalCount } }',
      { w: { departmnt: 'x' } },
      'department',
    ],
  ])('there is no suggestion for a wrong name of %s', async (_what, query, variables, name) => {
    const [open, shut] = await Promise.all([ask(shown, query, variables), ask(hidden, query, variables)]);
    expect(JSON.stringify(open.errors)).toContain(name);
    expect(shut.errors).toHaveLength(open.errors?.length ?? 0);
    expect(JSON.stringify(shut.errors)).not.toContain(name);
    expect(JSON.stringify(shut.errors)).not.toContain('Did you mean');
  });

  it('other operations are answered', async () => {
    expect(await ask(hidden, '{ __typename users { __typename totalCount } }')).toEqual({
      data: { __typename: 'Query', users: { __typename: 'UserConnection', totalCount: 0 } },
    });
  });
});

describe.each(TRANSPORTS)('with the default of INTROSPECTION, by %s', (_name, ask) => {
  const asNobody: typeof subscribeOnce = (test, query) =>
    ask === subscribeOnce
      ? subscribeOnce(test, query, {}, '')
      : test.graphql(query, {}, { authorization: '' });

  it('only signed-in users can read the schema', async () => {
    const introspection = '{ __schema { queryType { name } } }';
    expect((await ask(shown, introspection)).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    const refused = await asNobody(shown, introspection);
    expect(refused.data ?? null).toBeNull();
    expect(refused.errors?.map(({ extensions }) => extensions['code'])).toEqual(['INTROSPECTION_DISABLED']);
  });

  it('only signed-in users get suggestions for misspelled names', async () => {
    const wrong = '{ users { node { id } } }';
    expect(JSON.stringify(await ask(shown, wrong))).toContain('Did you mean');
    const refused = await asNobody(shown, wrong);
    expect(refused.errors).toHaveLength(1);
    expect(JSON.stringify(refused)).not.toContain('Did you mean');
  });
});
