import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { subscribeOnce } from '../testing/websocket.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await createUsers(test, { email: 'ann@example.org' });
});
afterAll(() => test.close());

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;

const TRANSPORTS: [string, Ask][] = [
  ['HTTP', (query, variables) => test.graphql(query, variables)],
  ['a WebSocket', (query, variables) => subscribeOnce(test, query, variables)],
];

/** The largest query of several introspection tools. */
const INTROSPECTION = getIntrospectionQuery({
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
});

const PAGE = `fragment Page on UserConnection {
  edges { cursor node { id version email displayName status roles { id name permissions } createdAt __typename } }
  pageInfo { hasNextPage endCursor }
  totalCount totalCountIsCapped
}`;

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i));

/** Each fragment spreads the next one twice: 60 lines of text that expand to more fields than there are atoms. */
const EXPONENTIAL = `{ users(first: 1) { nodes { ...F0 } } }
  ${times(60, (i) => `fragment F${i} on User { id ${i < 59 ? `...F${i + 1} ...F${i + 1}` : ''} }`).join('\n')}`;

describe.each(TRANSPORTS)('a document that comes by %s', (_name, ask) => {
  const codesOf = async (query: string, variables?: Record<string, unknown>) =>
    ((await ask(query, variables)).errors ?? []).map(({ extensions }) => extensions['code']);

  it.each([
    ['a page of 100 users with their roles', `query { users(first: 100) { ...Page } } ${PAGE}`, {}],
    [
      'a page of 100 users by variable',
      `query ($n: Int!) { users(first: $n) { ...Page } } ${PAGE}`,
      { n: 100 },
    ],
    [
      'three lists side by side',
      `{ a: users { ...Page } b: users { ...Page } c: users { ...Page } } ${PAGE}`,
      {},
    ],
    [
      'twenty users by address',
      `{ ${times(20, (i) => `u${i}: userByEmail(email: "a") { id }`).join(' ')} }`,
      {},
    ],
    ['introspection', INTROSPECTION, {}],
    ['fragments that double with each line', EXPONENTIAL, {}],
  ])('is answered: %s', async (_what, query, variables) => {
    expect((await ask(query, variables)).errors).toBeUndefined();
  });

  const DEEP = `{ users ${'{ nodes '.repeat(10)}{ id }${'}'.repeat(10)} }`;

  it.each([
    ['TOO_MANY_TOKENS', '1000', `{ users { nodes { ${'id '.repeat(1000)} } } }`],
    ['QUERY_TOO_DEEP', '12', DEEP],
    [
      'QUERY_TOO_DEEP',
      '12',
      `{ ...A } fragment A on Query { users ${'{ nodes '.repeat(10)}{ id }${'}'.repeat(10)} }`,
    ],
    ['TOO_MANY_ALIASES', '31', `{ users { nodes { ${times(31, (i) => `a${i}: id`).join(' ')} } } }`],
    [
      'TOO_MANY_ALIASES',
      '41',
      `{ a: users { ...F } users { ...F } } fragment F on UserConnection { edges { ...E } nodes { ...U } }
       fragment E on UserEdge { node { ...U } } fragment U on User { ${times(9, (i) => `b${i}: id`).join(' ')} c: email }`,
    ],
    ['TOO_MANY_ROOT_FIELDS', '21', `{ ${times(21, (i) => `a${i}: __typename`).join(' ')} }`],
    [
      'TOO_MANY_ROOT_FIELDS',
      '50',
      `{ ${times(50, (i) => `a${i}: users(first: 100) { nodes { id } }`).join(' ')} }`,
    ],
    ['TOO_MANY_DIRECTIVES', '31', `{ users { nodes { ${'id @include(if: true) '.repeat(31)} } } }`],
    ['TOO_MANY_ALIASES', 'schema', '{ __schema { types { a: name b: name } } }'],
    [
      'TOO_MANY_ALIASES',
      'schema',
      '{ __schema { types { ...T } } } fragment T on __Type { a: fields { name } }',
    ],
    [
      'QUERY_TOO_COSTLY',
      '5505',
      `{ ${times(5, (i) => `a${i}: users(first: 100) { nodes { roles { id } } }`).join(' ')} }`,
    ],
    [
      'TOO_MANY_SIGN_INS',
      '2',
      `mutation { signOut { userErrors { code } } a: refreshSession { expiresAt } ...M ... on Mutation { ...M } }
       fragment M on Mutation { signIn(input: { email: "a", password: "b" }) { expiresAt } ...N }
       fragment N on Mutation { a: refreshSession { viewer { id } } }`,
    ],
    [
      'TOO_MANY_SIGN_INS',
      '20',
      `mutation { ${times(20, (i) => `a${i}: signIn(input: { email: "a", password: "${i}" }) { expiresAt }`).join(' ')} }`,
    ],
    ['QUERY_TOO_COSTLY', '5500', `{ ${times(11, (i) => `a${i}: __schema { description }`).join(' ')} }`],
  ])('is refused with %s, saying %s: %#', async (code, found, query) => {
    const { data, errors = [] } = await ask(query);
    expect(data ?? null).toBeNull();
    const refusal = errors.find(({ extensions }) => extensions['code'] === code);
    expect(refusal?.message).toContain(found);
    expect(refusal?.extensions['requestId']).toEqual(expect.any(String));
  });

  it('may allow the largest pages if its variables request small ones', async () => {
    const six = times(6, (i) => `a${i}: users(first: $n) { nodes { roles { id } } }`).join(' ');
    const query = (definition: string) => `query (${definition}) { ${six} }`;
    expect(await codesOf(query('$n: Int'), { n: 50 })).toEqual([]);
    expect(await codesOf(query('$n: Int'), {})).toEqual([]);
    expect(await codesOf(query('$n: Int = 10'), {})).toEqual([]);
    expect(await codesOf(query('$n: Int'), { n: 100 })).toEqual(['QUERY_TOO_COSTLY']);
    expect(await codesOf(query('$n: Int = 100'), {})).toEqual(['QUERY_TOO_COSTLY']);
    // From the end, and a size that will be refused anyway.
    expect(await codesOf(query('$n: Int').replaceAll('first', 'last'), { n: 100 })).toEqual([
      'QUERY_TOO_COSTLY',
    ]);
    expect(await codesOf(query('$n: Int'), { n: -1_000_000 })).toContain('BAD_USER_INPUT');
  });

  it('pays for writes, for the lists in their answers and for each user’s position', async () => {
    const write = (i: number) =>
      `a${i}: deactivateUser(id: "x") { users(first: 100) { nodes { position { nextId } } } }`;
    expect(await codesOf(`mutation { ${write(0)} ${write(1)} }`)).toEqual([]);
    expect(await codesOf(`mutation { ${times(3, write).join(' ')} }`)).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('pays for a filter by several conditions, however it is sent', async () => {
    const several = '{ neverSignedIn: true, status: [ACTIVE] }';
    const counts = (many: number, list: string) =>
      `{ ${times(many, (i) => `a${i}: users(${list}) { totalCount }`).join(' ')} }`;
    expect(await codesOf(counts(20, 'where: { neverSignedIn: true }'))).toEqual([]);
    expect(await codesOf(counts(20, 'search: "e"'))).toEqual([]);
    expect(await codesOf(counts(8, `search: "e", where: ${several}`))).toEqual([]);
    expect(await codesOf(counts(9, `where: ${several}`))).toEqual(['QUERY_TOO_COSTLY']);
    expect(await codesOf(counts(9, 'search: "e", where: { neverSignedIn: true }'))).toEqual([
      'QUERY_TOO_COSTLY',
    ]);
    const query = `query ($w: UserWhere, $s: String) ${counts(9, 'where: $w, search: $s')}`;
    expect(await codesOf(query, {})).toEqual([]);
    expect(await codesOf(query, { w: { neverSignedIn: true, status: null }, s: ' ' })).toEqual([]);
    expect(await codesOf(query, { w: { neverSignedIn: true }, s: 'e' })).toEqual(['QUERY_TOO_COSTLY']);
    const place = (many: number) =>
      `{ users(first: ${many}) { nodes { position(search: "an", where: { neverSignedIn: true }) { nextId } } } }`;
    expect(await codesOf(place(8))).toEqual([]);
    expect(await codesOf(place(9))).toEqual(['QUERY_TOO_COSTLY']);
  });

  it('takes no longer for fragments that spread themselves, and gets an error', async () => {
    const query = '{ ...A } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }';
    expect(await codesOf(query)).toContain('GRAPHQL_VALIDATION_FAILED');
  });

  it('of only brackets does not exhaust the stack', async () => {
    expect(await codesOf(`{ users(where: ${'['.repeat(990)}`)).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('gets the codes of its errors', async () => {
    expect(await codesOf('{ users(')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await codesOf('{ nobody }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codesOf('query A { __typename } query B { __typename }')).toEqual([
      'OPERATION_RESOLUTION_FAILURE',
    ]);
    expect(await codesOf('query ($n: Int) { users(first: $n) { totalCount } }', { n: 'many' })).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
