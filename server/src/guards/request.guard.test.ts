import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { subscribeOnce } from '../testing/websocket.js';
import {
  MAX_ERRORS,
  MAX_IDS,
  MAX_LIST,
  MAX_TEXT,
  MAX_VALUE_DEPTH,
  MAX_VALUES,
} from './document/document.limits.js';
import { requestRefusal } from './request.guard.js';

let test: TestApp;
let id: string;
beforeAll(async () => {
  test = await startTestApp();
  [id = ''] = await createUsers(test, { email: 'ann@example.org' });
});
afterAll(() => test.close());

const TRANSPORTS: [string, typeof subscribeOnce][] = [
  ['HTTP', ({ graphql }, query, variables) => graphql(query, variables)],
  ['a WebSocket', subscribeOnce],
];

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`u${i}`, 1]));
const ids = (count: number) => Array<string>(count).fill('01a20d34-bf94-74c9-b037-02a30eafc5ba');
const nested = (depth: number): unknown => (depth === 0 ? 1 : { input: nested(depth - 1) });

const codesOf = ({ errors }: GraphqlAnswer) => (errors ?? []).map(({ extensions }) => extensions['code']);

describe.each(TRANSPORTS)('a request by %s', (_name, ask) => {
  it.each([
    ['DOCUMENT_TOO_LARGE', `{ viewer { id } } # ${'x'.repeat(50_000)}`, {}],
    ['TOO_MANY_VALUES', SIGN_IN, { input: keys(MAX_VALUES) }],
    ['TOO_MANY_VALUES', SIGN_IN, { input: { roleIds: Array<string>(MAX_LIST + 1).fill('a') } }],
    ['TOO_MANY_VALUES', SIGN_IN, { input: { roleIds: ids(MAX_IDS + 1) } }],
    ['TOO_MANY_VALUES', SIGN_IN, { input: { roleIds: ids(MAX_LIST + 1), others: ids(MAX_LIST + 1) } }],
    ['TOO_MANY_VALUES', SIGN_IN, { input: { roleIds: [...ids(MAX_LIST), 'a'] } }],
    ['VALUES_TOO_DEEP', SIGN_IN, { input: nested(MAX_VALUE_DEPTH + 1) }],
    ['TEXT_TOO_LONG', SIGN_IN, { input: { email: 'a'.repeat(MAX_TEXT + 1), password: 'b' } }],
    ['TEXT_TOO_LONG', SIGN_IN, { input: { [`k${'e'.repeat(MAX_TEXT)}`]: 1 } }],
  ])('is refused with %s: %#', async (code, query, variables) => {
    const answer = await ask(test, query, variables);
    expect(codesOf(answer)).toEqual([code]);
    const [error] = answer.errors ?? [];
    expect(error?.extensions['requestId']).toEqual(expect.any(String));
    const logged = test.logs.filter(({ reqId }) => reqId === error?.extensions['requestId']);
    expect(logged).toContainEqual(expect.objectContaining({ code, msg: 'A guard refused a request.' }));
  });

  it('is answered with five errors at most', async () => {
    const directives = `{ viewer { ${'id @aa '.repeat(30)} } }`;
    const wrong = await ask(test, directives);
    expect(codesOf(wrong)).toEqual(Array(MAX_ERRORS).fill('GRAPHQL_VALIDATION_FAILED'));
    const unknown = await ask(test, SIGN_IN, { input: keys(900) });
    expect(unknown.errors).toHaveLength(MAX_ERRORS);
    const each = (i: number) => `a${i}: user(id: "${id}") { sessions(first: 0) { nodes { id } } }`;
    const failing = await ask(test, `{ ${Array.from({ length: 20 }, (_, i) => each(i)).join(' ')} }`);
    expect(codesOf(failing)).toEqual(Array(MAX_ERRORS).fill('BAD_USER_INPUT'));
  });

  it('costs little, however large it is', async () => {
    const variables = { input: keys(70_000) };
    const before = process.cpuUsage();
    expect(codesOf(await ask(test, SIGN_IN, variables))).toEqual(['TOO_MANY_VALUES']);
    // The client's CPU time is included, as it runs in this process. It was 7 s before.
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });
});

it('a GET has the same limits', async () => {
  const variables = JSON.stringify({ input: { roleIds: Array<number>(MAX_LIST + 1).fill(1) } });
  const url = `/graphql?query=${encodeURIComponent('{ viewer { id } }')}&variables=${encodeURIComponent(variables)}`;
  const answer = await test.app.inject({ url, headers: { 'apollo-require-preflight': '1' } });
  expect(answer.statusCode).toBe(400);
  expect(codesOf(answer.json<GraphqlAnswer>())).toEqual(['TOO_MANY_VALUES']);
});

it.each([
  ['nothing', undefined],
  ['a batch', [{ query: '{ viewer { id } }' }]],
  ['a text', 'query'],
  ['variables that are none', { query: '{ viewer { id } }', variables: 5 }],
  [
    'as much as is allowed',
    { query: SIGN_IN, variables: { a: nested(MAX_VALUE_DEPTH - 1), b: 'x'.repeat(MAX_TEXT) } },
  ],
])('accepts input that is not too large: %s', (_what, asked) => {
  expect(requestRefusal(asked)).toBeUndefined();
});
