import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { getNamedType, isAbstractType, isCompositeType, type GraphQLNamedType, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { consoleOperations } from '../testing/requests/console-operations.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { COMPRESSIBLE_QUERIES, CompressibleOperations } from './compressible-operations.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { INTROSPECTION: 'everyone' } });
  const create = `mutation ($input: CreateUserInput!) { createUser(input: $input) { userErrors { code } } }`;
  for (let n = 1; n <= 30; n += 1)
    await test.graphql(create, { input: { email: `person.${n}@example.org`, displayName: `Person ${n}` } });
});
afterAll(() => test.close());

const LIST = `query { users(first: 30) { edges { cursor node { id email displayName status createdAt } } } }`;

async function ask(query: string, accepted?: string, payload: object = {}) {
  return test.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${test.operator}`, ...(accepted && { 'accept-encoding': accepted }) },
    payload: { query, ...payload },
  });
}

describe('an answer of more than 1 KB', () => {
  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ])(
    'is sent as %s to a client that accepts it, the first time and when its document is known',
    async (coding, read) => {
      const plain = await ask(LIST);
      expect(plain.headers['content-encoding']).toBeUndefined();
      for (let time = 1; time <= 3; time += 1) {
        const answer = await ask(LIST, coding);
        expect(answer.headers).toMatchObject({ 'content-encoding': coding });
        expect(answer.headers['vary']).toContain('accept-encoding');
        expect(read(answer.rawPayload).toString()).toBe(plain.body);
        expect(answer.rawPayload.length).toBeLessThan(plain.body.length / 2);
      }
    },
  );

  it.each([undefined, 'identity', 'deflate', 'gzip;q=0'])(
    'is sent as it is to a client that takes %s',
    async (accepted) => {
      const answer = await ask(LIST, accepted);
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.json<{ data: object }>().data).toBeDefined();
    },
  );
});

it('a small answer is sent uncompressed', async () => {
  const answer = await ask('query { users(first: 1) { totalCount } }', 'gzip');
  expect(answer.headers['content-encoding']).toBeUndefined();
});

it('an error is sent uncompressed', async () => {
  const query = `query { ${Array.from({ length: 60 }, (_, n) => `nothing${'x'.repeat(60)}${n}`).join(' ')} }`;
  const answer = await ask(query, 'gzip');
  expect(answer.body.length).toBeGreaterThan(1_024);
  expect(answer.headers['content-encoding']).toBeUndefined();
});

describe('an operation that loads a page of the console', () => {
  const operations = new CompressibleOperations(buildSchema());

  it.each(['Users', 'User', 'Home', 'UserFacets', 'UserLandmarks', 'SideLists', 'AuditEntries', 'BulkJobs'])(
    'is compressed: %s',
    (name) => {
      const [, document] = consoleOperations.find(([each]) => each === name) ?? [];
      expect(operations.has({ query: document && print(document), operationName: name })).toBe(true);
    },
  );
});

describe('an answer with a secret', () => {
  const operations = new CompressibleOperations(buildSchema());

  it.each([
    ['a sign-in', 'mutation { signIn(input: { email: "a", password: "b" }) { accessToken } }'],
    ['a renewal under another name', 'mutation { users: refreshSession { accessToken } }'],
    ['a token beside a user', 'mutation { updateUser(id: 1) { user { id } } createAccessToken { secret } }'],
    ['a link in a fragment', 'mutation { ...F } fragment F on Mutation { inviteUser(id: 1) { link } }'],
    ['a link in an inline fragment', 'mutation { ... on Mutation { sendPasswordReset(id: 1) { link } } }'],
    ['a link’s holder', 'query { invitationHolder(token: "a") { email } }'],
    ['a holder beside a list', 'query { users { totalCount } resetHolder(token: "a") { email } }'],
    ['a subscription', 'subscription { userChanges { kind } }'],
    ['no document', '{'],
  ])('is not compressed: %s', (_what, query) => {
    expect(operations.has({ query })).toBe(false);
  });

  it.each([
    ['a list under another name', 'query { signIn: users { totalCount } }'],
    ['a write of a user', 'mutation { updateUser(id: 1) { users { totalCount } } }'],
    [
      'the named one of two',
      'query A { users { totalCount } } mutation B { signOut { userErrors { code } } }',
    ],
  ])('is distinguished from an answer without one: %s', (_what, query) => {
    expect(operations.has({ query, operationName: query.startsWith('query A') ? 'A' : undefined })).toBe(
      true,
    );
  });

  it('is assumed for unlisted fields, which are sent uncompressed', async () => {
    const answer = await ask(LIST.replace('{ users', '{ sendsMail users'), 'gzip');
    expect(answer.json()).toHaveProperty('data.sendsMail');
    expect(answer.body.length).toBeGreaterThan(1_024);
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  it('cannot be reached from a compressible field', () => {
    const SECRETS =
      /^(accessToken|refreshToken|secret|link|challenge|options|uri|key|recoveryCodes|codes|password)$/;
    const schema = buildSchema();
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    const writes = Object.values(schema.getMutationType()?.getFields() ?? {}).filter(({ name }) =>
      operations.has({ query: `mutation { ${name} { __typename } }` }),
    );
    expect(writes.length).toBeGreaterThan(4);
    const compressible = [...queries.filter(({ name }) => COMPRESSIBLE_QUERIES.has(name)), ...writes];
    const types = new Set<GraphQLNamedType>(compressible.map(({ type }) => getNamedType(type)));
    const secrets: string[] = [];
    for (const type of types) {
      if (isAbstractType(type)) schema.getPossibleTypes(type).forEach((each) => types.add(each));
      if (!isCompositeType(type) || !('getFields' in type)) continue;
      for (const field of Object.values(type.getFields())) {
        if (SECRETS.test(field.name)) secrets.push(`${type.name}.${field.name}`);
        types.add(getNamedType(field.type));
      }
    }
    expect(types.size).toBeGreaterThan(10);
    // Where a row stands in its order: a moment, a name or an address.
    expect(secrets).toEqual(['UserLandmark.key']);
  });
});
