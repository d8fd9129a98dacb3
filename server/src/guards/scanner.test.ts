import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.js';

/** What public scanners of GraphQL servers, such as graphql-cop 1.16, report as of medium or high severity. */
let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const repeated = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const OVERLOADS: [string, string][] = [
  ['a hundred aliases', `{ ${repeated(101, (index) => `alias${index}: __typename`)} }`],
  ['the same field five hundred times', `{ ${repeated(500, () => '__typename')} }`],
  ['ten unknown directives', `{ __typename ${'@aa'.repeat(10)} }`],
  [
    'introspection in a circle',
    `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
  ],
  [
    'fragments in a circle',
    `{ __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }`,
  ],
];

describe.each([
  ['nobody', () => ({})],
  ['who may do everything', () => ({ authorization: `Bearer ${test.operator}` })],
])('a scan as %s', (_who, headers) => {
  it.each(OVERLOADS)('finds %s refused, with few errors', async (_what, query) => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: headers(),
      payload: { query },
    });
    const { data, errors } = answer.json<{ data?: unknown; errors: unknown[] }>();
    expect(data ?? null).toBeNull();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(10);
    expect(answer.body).not.toMatch(/stacktrace|"exception"|"tracing"/);
  });

  it('finds no batches', async () => {
    const payload = Array.from({ length: 10 }, () => ({ query: '{ __typename }' }));
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers: headers(), payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).not.toBeInstanceOf(Array);
  });

  it.each([
    ['a read by GET', 'GET', '{__typename}', undefined],
    ['a write by GET', 'GET', 'mutation{__typename}', undefined],
    ['a read in the address of a POST', 'POST', '{__typename}', undefined],
    ['a form', 'POST', '', 'application/x-www-form-urlencoded'],
    ['text', 'POST', '', 'text/plain'],
  ] as const)('finds that %s is refused, as another site can send it', async (_what, method, query, type) => {
    const answer = await test.app.inject({
      method,
      url: `/graphql${query === '' ? '' : `?query=${encodeURIComponent(query)}`}`,
      headers: { ...headers(), ...(type && { 'content-type': type }) },
      ...(type && { payload: type === 'text/plain' ? '{"query":"{__typename}"}' : 'query={__typename}' }),
    });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.json<{ data?: unknown }>().data ?? null).toBeNull();
  });
});

it('a scan without a sign-in finds neither the schema nor a hint of it', async () => {
  for (const query of ['{ __schema { types { name } } }', '{ __schema { directive } }', '{ viewe { id } }']) {
    const answer = await test.app.inject({ method: 'POST', url: '/graphql', payload: { query } });
    expect(answer.json<{ data?: unknown }>().data ?? null).toBeNull();
    expect(answer.body).not.toContain('Did you mean');
  }
});
