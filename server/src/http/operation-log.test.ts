import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PASSWORD, type Person, createPerson, signedIn } from '../testing/accounts/signed-in.js';
import { type TestApp, startTestApp } from '../testing/test-app.js';
import { subscribeOnce } from '../testing/websocket.js';

const EMAIL = 'marker-address@example.org';
const LIST = 'query MarkedList($first: Int!) { users(first: $first) { nodes { id email } totalCount } }';

let test: TestApp;
let owner: Person;

beforeAll(async () => {
  test = await startTestApp({ env: { SLOW_OPERATION_MS: '1' } });
  await createPerson(test, EMAIL, 'Owner');
  owner = await signedIn(test, EMAIL);
});

afterAll(() => test.close());

/** The lines of a named operation. */
const linesOf = (name: string) => test.logs.filter(({ operation }) => operation === name);

describe('the log of operations', () => {
  it('names the operation, its viewer and its statements, for a new document and for a known one', async () => {
    for (let times = 1; times <= 3; times += 1) await owner.graphql(LIST, { first: 5 });
    const lines = linesOf('MarkedList').filter(({ msg }) => msg === 'request');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatchObject({ path: '/graphql', status: 200, viewer: owner.id });
      expect(line['statements']).toBeGreaterThanOrEqual(1);
      expect(line['statements']).toBeLessThan(10);
      expect(line['sqlMs']).toBeGreaterThan(0);
    }
  });

  it('names a token that belongs to no user, and counts the statements of a write', async () => {
    await test.graphql(
      'mutation MarkedWrite { createUser(input: { email: "other@example.org", displayName: "O" }) { user { id } } }',
    );
    const [line] = linesOf('MarkedWrite');
    expect(line?.['viewer']).toBeUndefined();
    expect(line?.['token']).toMatch(/^[0-9a-f-]{36}$/);
    expect(line?.['statements']).toBeGreaterThanOrEqual(2);
  });

  it('has a second line for an operation that takes as long as SLOW_OPERATION_MS', async () => {
    await owner.graphql(`query MarkedSlow { ${LIST.slice(LIST.indexOf('{') + 1).replace('$first', '5')}`);
    const slow = linesOf('MarkedSlow').find(({ msg }) => msg === 'An operation was slow.');
    expect(slow).toMatchObject({ level: 40, viewer: owner.id, operation: 'MarkedSlow' });
  });

  it('has no such line with SLOW_OPERATION_MS=0', async () => {
    const quiet = await startTestApp({ env: { SLOW_OPERATION_MS: '0' }, database: test.database });
    await quiet.graphql('query MarkedQuiet { users(first: 5) { nodes { id } } }');
    await quiet.close();
    expect(quiet.logs.filter(({ operation }) => operation === 'MarkedQuiet')).toHaveLength(1);
  });

  it('cuts a long name', async () => {
    await owner.graphql(`query ${'x'.repeat(500)} { users(first: 1) { nodes { id } } }`);
    expect(linesOf('x'.repeat(60)).length).toBeGreaterThan(0);
    expect(JSON.stringify(test.logs)).not.toContain('x'.repeat(61));
  });
});

describe('what is never logged', () => {
  it('holds for passwords, tokens, cookies, addresses, documents, variables and errors of browsers', async () => {
    const bad = 'marker-wrong-password';
    await owner.graphql('query MarkerDocument { markerField }');
    await owner.graphql('query ($text: Int!) { users(first: $text) { nodes { id } } }', {
      text: 'marker-variable',
    });
    await owner.graphql('{ users(first: 5, search: "marker-search") { nodes { id } } }');
    await owner.graphql('query Q($id: ID!) { node(id: $id) { id } }', { id: 'marker-node' });
    await owner.graphql(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { message } } }',
      { input: { email: EMAIL, displayName: 'marker-name', password: bad } },
    );
    await owner.graphql(
      'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { message } } }',
      { input: { email: EMAIL, password: bad } },
    );
    await test.app.inject({
      url: '/graphql?query=%7BmarkerInAddress%7D',
      headers: { cookie: 'marker=marker-cookie' },
    });
    await test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: 'Bearer marker-token' },
      payload: '{"query": "marker-broken',
    });
    const reported = await test.app.inject({
      method: 'POST',
      url: '/browser-errors',
      headers: { 'content-type': 'application/json', host: 'people.test', origin: 'http://people.test' },
      payload: JSON.stringify({
        name: 'SyntaxError',
        message: `Unexpected token 'm', "marker-Json ${EMAIL}" is not valid JSON (marker-Field)`,
        stack: ['console-Ab1.js:1:1'],
        version: '0.1.0',
        route: '/users/:id',
        address: '/users?search=marker-Field',
      }),
    });
    expect(reported.statusCode).toBe(204);
    await test.app.inject({
      method: 'POST',
      url: '/browser-errors?marker-Field',
      headers: { 'content-type': 'application/json', host: 'people.test', origin: 'http://people.test' },
      payload: '{"name": "marker-Field", "stack": ["marker-Field"]}',
    });
    const overSocket = await subscribeOnce(
      test,
      'query OverSocket { users(first: 3, search: "marker-Socket") { nodes { id } } }',
      {},
      `Bearer ${owner.token}`,
    );
    expect(overSocket.errors).toBeUndefined();
    await vi.waitFor(() => expect(linesOf('OverSocket').length).toBeGreaterThan(0));
    expect(linesOf('OverSocket')[0]).toMatchObject({ viewer: owner.id, msg: 'operation' });
    expect(linesOf('OverSocket')[0]?.['statements']).toBeGreaterThanOrEqual(1);
    const text = JSON.stringify(test.logs);
    const { token, cookies } = owner;
    for (const secret of [EMAIL, PASSWORD, token, test.operator, ...Object.values(cookies)]) {
      expect(text).not.toContain(secret);
    }
    expect(text).toContain('unexpected token');
    expect(text.match(/.{0,80}marker[-FI]\w*.{0,20}/)).toBeNull();
  });
});
