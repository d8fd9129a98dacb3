import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ env: { INTROSPECTION: 'everyone' } });
});
afterAll(() => test.close());

describe('GraphQL over HTTP', () => {
  it('is followed, according to the audit of the reference implementation', async () => {
    const results = await auditServer({ url: `${await test.listen()}/graphql` });
    expect(results.length).toBeGreaterThan(50);
    const others = results.filter(({ status }) => status !== 'ok');
    // Three are acceptable: our GET needs a header that a form on a foreign page cannot send.
    expect(others.map(({ status, name }) => `${status}: ${name}`)).toEqual([
      'notice: MAY accept application/x-www-form-urlencoded formatted GET requests',
      'notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
      'notice: MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
    ]);
  });

  const WRONG = {
    'a document that cannot be parsed': { query: '{' },
    'a document that is not valid': { query: '{ nothing }' },
    'an operation that is not there': { query: '{ __typename }', operationName: 'Other' },
    'variables of another kind': {
      query: 'query ($n: Int) { users(first: $n) { totalCount } }',
      variables: { n: 'x' },
    },
    'a document that is too deep': {
      query: `{ users { nodes ${'{ roles '.repeat(40)} { id } ${'}'.repeat(40)} } }`,
    },
    'a subscription': { query: 'subscription { userChanges { kind } }' },
  };
  const NO_DOCUMENT = {
    'no query': {},
    'an empty query': { query: '' },
    'a number for a query': { query: 0 },
  };

  const statuses = async (payload: object) => {
    const types = ['application/json', undefined, 'application/graphql-response+json'];
    const answers = types.map(async (accept) => {
      const headers = { authorization: `Bearer ${test.operator}`, ...(accept && { accept }) };
      const answer = await test.app.inject({ method: 'POST', url: '/graphql', headers, payload });
      const { errors, ...others } = answer.json<GraphqlAnswer>();
      expect(others).toEqual({});
      expect(errors?.[0]?.extensions['requestId']).toBe(answer.headers['x-request-id']);
      return answer.statusCode;
    });
    return Promise.all(answers);
  };

  it.each(Object.entries(WRONG))(
    'answers %s with 200 as application/json, and else with 400',
    async (_what, payload) => {
      expect(await statuses(payload)).toEqual([200, 200, 400]);
    },
  );

  it.each(Object.entries(NO_DOCUMENT))('answers %s with 400', async (_what, payload) => {
    expect(await statuses(payload)).toEqual([400, 400, 400]);
  });
});
