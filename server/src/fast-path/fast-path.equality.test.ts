import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, type Asking } from '../testing/asked-by-plan.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers, roleIdsOf } from '../testing/user-requests.js';

const ROW = 'id email displayName status createdAt';
const EVERYTHING = `id email displayName givenName familyName title department phone locale timeZone status version
  createdAt updatedAt lastSignInAt roles { id name permissions __typename } __typename`;
const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** What a plan is made for. The second answer must come from it, and be the first's, byte for byte. */
const PLANNED: [document: string, variables?: Record<string, unknown>][] = [
  [`{ users { edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`],
  [`{ users { nodes { ${EVERYTHING} } } }`],
  ['{ users { edges { node { id } } nodes { id displayName } } }'],
  ['{ users { __typename edges { __typename cursor } pageInfo { __typename endCursor } } }'],
  ['{ users { totalCount } }'],
  ['{ users { totalCountIsCapped totalCount nodes { email } } }'],
  ['{ users { pageInfo { hasNextPage } } }'],
  [
    '{ list: users(first: 3) { rows: edges { place: cursor who: node { name: displayName other: displayName } } } }',
  ],
  ['query Named { users(first: 2) { nodes { id } } }'],
  ['{ users(first: 2) { nodes { displayName } nodes { email } } }'],
  ['{ users(last: 2) { nodes { displayName } pageInfo { hasNextPage hasPreviousPage } } }'],
  ['{ users(first: 100, where: {}, search: "  ", orderBy: null) { nodes { displayName } } }'],
  ['query ($n: Int = 2) { users(first: $n) { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 4 }],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: null }],
  [
    'query ($n: Int, $where: UserWhere) { users(first: $n, where: $where) { nodes { id } } }',
    { where: null },
  ],
  [
    'query ($o: UserOrder) { users(orderBy: $o) { nodes { id } } }',
    { o: { field: 'EMAIL', direction: 'ASC' } },
  ],
  [
    `fragment Row on User { id ...More } fragment More on User { email roles { name } }
    query { users { edges { node { ...Row ... on User { title } displayName } } ...Page } }
    fragment Page on UserConnection { ${PAGE_INFO} totalCount }`,
  ],
  ...['CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction): [string] => [
      `{ users(first: 3, orderBy: { field: ${field}, direction: ${direction} }) {
        edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`,
    ]),
  ),
];

const WHERES = [
  '{ status: [ACTIVE] }',
  '{ status: [ACTIVE, INVITED] }',
  '{ status: [DELETED] }',
  '{ status: [INVITED, DELETED] }',
  '{ status: [] }',
  '{ status: [ACTIVE, INVITED, DEACTIVATED, DELETED] }',
  '{ department: ["R&D"] }',
  '{ department: ["R&D", "Ops", "Õ"] }',
  '{ department: [] }',
  '{ roleId: ["$EDITOR"] }',
  '{ roleId: ["no id"] }',
  '{ createdAt: { from: "2020-01-01T00:00:00Z" } }',
  '{ createdAt: { from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z" } }',
  '{ lastSignInAt: { from: "2020-01-01T00:00:00Z" } }',
  '{ neverSignedIn: true }',
  '{ neverSignedIn: false, status: [ACTIVE], department: ["R&D"] }',
];
const TERMS = [
  'ann',
  'ann@example.org',
  'ann@example',
  '@example',
  'a',
  'e.',
  '明',
  '小明',
  'é',
  '%',
  "'",
  '👩',
  'example',
  'nobody at all',
  '\\u0000',
];

/** Filters and searches, which the list of PLANNED would be too long for. */
const CHOSEN = [
  ...WHERES.map((where) => `where: ${where}`),
  ...TERMS.map((term) => `search: "${term}"`),
  'search: "ann", where: { status: [INVITED, ACTIVE] }',
  'search: "e", where: { department: ["R&D"] }',
  ...['ed', 'ed@example', 'e'].map((term) => `search: "${term}", where: { status: [DELETED] }`),
];

/** What has none: the resolvers answer, each time. */
const LEFT: [document: string, variables?: Record<string, unknown>][] = [
  ['{ users { nodes { viewerCanUpdate } } }'],
  ['{ users { nodes { roles { description } } } }'],
  ['{ users { nodes { position { cursor } } } }'],
  ['{ users { nodes { id @include(if: true) } } }'],
  ['{ users { nodes { id } } roles { id } }'],
  ['{ a: users { totalCount } b: users { totalCount } }'],
  ['{ viewer { id } }'],
  // Wrong, each in its way.
  ['{ users(first: 0) { nodes { id } } }'],
  ['{ users(first: 101) { nodes { id } } }'],
  ['{ users(first: 1, last: 1) { nodes { id } } }'],
  ['{ users(after: "nonsense") { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 'two' }],
  ['query ($n: Int!) { users(first: $n) { nodes { id } } }', {}],
  [`{ users(search: "${'a'.repeat(501)}") { nodes { id } } }`],
  ['{ users(where: { createdAt: { from: "yesterday" } }) { nodes { id } } }'],
  ['query ($n: Int) { users(first: $n) { nodes { id } } }', { n: 0 }],
  ['query ($a: String) { users(after: $a) { nodes { id } } }', { a: 'WyJFTUFJTDpBU0MiLCJhIiwiYiJd' }],
  ['{ user(id: "no id") { id } }'],
  ['{ nothing }'],
  ['{ users { nodes '],
];

describe('an answer by a plan', () => {
  let test: TestApp;
  let ask: Asking['ask'];
  let twice: Asking['twice'];
  let ids: string[];
  let editor: string;

  beforeAll(async () => {
    test = await startTestApp();
    ({ ask, twice } = asking(test));
    const roles = await roleIdsOf(test);
    editor = roles['Editor'] as string;
    ids = await createUsers(
      test,
      { email: 'ann@example.org', displayName: 'Ann "the \\ one" </b> é', title: 'Lead', department: 'R&D' },
      { email: 'bob@example.org', displayName: '小明 Ж 👩‍👩‍👧', roleIds: [roles['Editor'], roles['Auditor']] },
      {
        email: 'cy@example.org',
        password: 'correct horse battery',
        locale: 'de-CH',
        timeZone: 'Europe/Zurich',
      },
      { email: 'di@example.org', phone: '+41 44 000', givenName: 'Di', familyName: 'Ø' },
      { email: 'ed@example.org' },
    );
    await test.graphql(`mutation { deleteUser(id: "${ids[4]}") { user { id } } }`);
    await test.database
      .query(`update users set created_at = date_trunc('second', created_at), last_sign_in_at = now()
      where email = 'ann@example.org'`);
    await test.database
      .query(`update users set created_at = date_trunc('second', created_at) + interval '120 ms'
      where email = 'bob@example.org'`);
  });
  // Somebody may do less since the operator was looked up: the one in the bin.
  beforeAll(async () => {
    for (let n = 0; n < 3; n += 1) await test.graphql('{ users { totalCount } }');
  });
  afterAll(() => test.close());

  it.each(PLANNED)('is what the resolvers answer: %s %o', async (document, variables) => {
    // The same text with other variables was a test of its own: here it must be new.
    const fresh = `# ${JSON.stringify(variables)}\n${document}`;
    const { first, second, same } = await twice(fresh, variables);
    expect(first.byPlan).toBe(false);
    expect(second.byPlan).toBe(true);
    expect(same).toEqual(first);
    expect(second.body).toContain('"data"');
  });

  it.each(CHOSEN)('is what the resolvers answer, in every order, counted or not: %s', async (chosen) => {
    const args = chosen.replace('$EDITOR', editor);
    for (const order of [undefined, 'CREATED_AT', 'UPDATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT']) {
      const orderBy = order ? `, orderBy: { field: ${order}, direction: ASC }` : '';
      const list = (more: string) => `users(${args}${orderBy}${more})`;
      for (const document of [
        `{ ${list('')} { edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`,
        `{ ${list(', first: 1')} { nodes { ${ROW} } ${PAGE_INFO} totalCount totalCountIsCapped } }`,
        `{ ${list(', last: 1')} { edges { cursor } ${PAGE_INFO} totalCount } }`,
        `{ ${list('')} { totalCount totalCountIsCapped } }`,
      ]) {
        const { first, second, same } = await twice(document);
        expect([first.byPlan, second.byPlan, document]).toEqual([false, true, document]);
        expect(same).toEqual(first);
        expect(second.body).toContain('"data"');
      }
    }
  });

  it.each(LEFT)('is not given where the resolvers must: %s %o', async (document, variables) => {
    const { first, second } = await twice(`# ${JSON.stringify(variables)}\n${document}`, variables);
    expect(second.byPlan).toBe(false);
    expect(second).toEqual(first);
  });

  it('is right for one user, whoever they are', async () => {
    for (const id of [...ids, ids[0]?.toUpperCase(), '00000000-0000-7000-8000-000000000000']) {
      const { first, second, same } = await twice(
        `# ${id}\nquery ($id: ID!) { user(id: $id) { ${EVERYTHING} } }`,
        { id },
      );
      expect(second.byPlan).toBe(true);
      expect(same).toEqual(first);
    }
  });

  it('pages to both ends in every order', async () => {
    for (const field of ['CREATED_AT', 'DISPLAY_NAME', 'EMAIL', 'LAST_SIGN_IN_AT']) {
      for (const [size, place, end] of [
        ['first', 'after', 'endCursor'],
        ['last', 'before', 'startCursor'],
      ]) {
        const document = `query ($at: String) { users(${size}: 1, ${place}: $at, orderBy: { field: ${field}, direction: DESC }) {
          edges { cursor node { ${ROW} } } ${PAGE_INFO} } }`;
        let at: string | null = null;
        for (let page = 0; page < 4; page += 1) {
          const variables = { at };
          const resolved = await ask(`# ${page}\n${document}`, variables);
          const planned = await twice(document, variables);
          expect(planned.second.byPlan).toBe(true);
          expect(planned.second.body).toBe(resolved.body);
          at = JSON.parse(resolved.body).data.users.pageInfo[end as string] as string;
        }
      }
    }
  });

  it.each([
    'application/graphql-response+json',
    'application/json',
    '*/*',
    'application/graphql-response+json, application/json;q=0.9',
  ])('is of the media type that is accepted: %s', async (accept) => {
    const { first, second, same } = await twice(`# ${accept}\n{ users { totalCount } }`, undefined, accept);
    expect(second.byPlan).toBe(true);
    expect(same).toEqual(first);
  });

  it('is not found under the name of another document’s operation', async () => {
    await twice('query\n{ users { totalCount } }');
    const payload = { query: '{ users { totalCount } }', operationName: 'query' };
    const headers = { authorization: `Bearer ${test.operator}` };
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.json<GraphqlAnswer>().errors?.[0]?.extensions['code']).toBe('OPERATION_RESOLUTION_FAILURE');
  });

  it('is not given to who accepts none of ours', async () => {
    const { first, second } = await twice('# html\n{ users { totalCount } }', undefined, 'text/html');
    expect(second).toEqual(first);
    expect(second.status).toBe(406);
  });
});
