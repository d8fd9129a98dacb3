import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';
import { WAITING } from './testing/waiting.js';
import * as list from './users/list/user.list.js';

const SECRET = 'hunter2-is-a-secret';

describe('error answers', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('contain only a code and the request’s id for an internal error, which the log has in full', async () => {
    const fault = vi
      .spyOn(list, 'listUsers')
      .mockRejectedValueOnce(new Error(`connect to 10.0.0.7: ${SECRET}`));
    const { data, errors } = await test.graphql('query Broken { users { nodes { id } } }');
    fault.mockRestore();
    const [error] = errors ?? [];
    expect(data).toBeNull();
    expect(error?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: expect.any(String) as string,
    });
    expect(JSON.stringify(errors)).not.toMatch(/hunter2|10\.0\.0\.7|stack|\.ts:/);
    const logged = test.logs.find(({ reqId, err }) => reqId === error?.extensions['requestId'] && err);
    expect(logged).toMatchObject({ operationName: 'Broken', err: { type: 'Error' } });
  });

  it('contain nothing of a failed statement, and the log omits its values', async () => {
    await test.database.query('alter table users add constraint users_test check (title <> $$boom$$)');
    const { errors } = await test.graphql(
      `mutation { createUser(input: { email: "${SECRET}@example.org", displayName: "A", title: "boom" }) { user { id } } }`,
    );
    await test.database.query('alter table users drop constraint users_test');
    expect(errors?.[0]?.extensions['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(errors)).not.toMatch(/insert|users_test|hunter2/i);
    const logged = test.logs.find(({ reqId }) => reqId === errors?.[0]?.extensions['requestId']);
    expect(JSON.stringify(logged)).toContain('users_test');
    expect(JSON.stringify(logged)).not.toContain('hunter2');
  });

  it.each([
    [
      'a value of the wrong kind',
      'query ($first: Int) { users(first: $first) { nodes { id } } }',
      { first: SECRET },
    ],
    [
      'a field of the wrong kind',
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { input: { email: 1, displayName: SECRET, password: { deep: SECRET } } },
    ],
    [
      'an unknown field',
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { input: { email: 'a@example.org', displayName: 'A', passwrod: SECRET } },
    ],
    [
      'an unknown enum value',
      'query ($s: [UserStatus!]) { users(where: { status: $s }) { nodes { id } } }',
      { s: [SECRET] },
    ],
    [
      'a moment that is none',
      'query ($t: DateTime) { users(where: { createdAt: { from: $t } }) { nodes { id } } }',
      { t: SECRET },
    ],
  ])('%s is a clear BAD_USER_INPUT that does not repeat the value', async (_what, query, variables) => {
    const { errors } = await test.graphql(query, variables);
    expect(errors?.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors ?? []) {
      expect(extensions['code']).toBe('BAD_USER_INPUT');
      expect(message).toContain('$');
      expect(message).not.toContain(SECRET);
    }
    const ids = errors?.map(({ extensions }) => extensions['requestId']);
    const logged = test.logs.filter(({ reqId }) => ids?.includes(reqId));
    expect(logged).not.toHaveLength(0);
    expect(JSON.stringify(logged)).not.toContain(SECRET);
  });

  it('of a broken document contain the reason', async () => {
    const unparsed = await test.graphql('{ users(');
    expect(unparsed.errors?.[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
    const unknown = await test.graphql('{ users { nodes { nickname } } }');
    expect(unknown.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(unknown.errors?.[0]?.extensions['requestId']).toEqual(expect.any(String));
  });

  it('distinguish a slow database from an internal error, as a retry may help', async () => {
    await test.database.query('begin; lock table users');
    const waiting = test.graphql('{ users { nodes { id } } }');
    await expect
      .poll(() => test.database.query(`select pg_cancel_backend(pid) from (${WAITING}) as waiting`))
      .toHaveLength(1);
    const { errors } = await waiting;
    await test.database.query('commit');
    expect(errors?.[0]?.extensions['code']).toBe('SERVICE_UNAVAILABLE');
    expect(await test.graphql('{ users { nodes { id } } }')).toEqual({ data: { users: { nodes: [] } } });
  });

  it('over a WebSocket are the same', async () => {
    const { subscribeOnce } = await import('./testing/websocket.js');
    const fault = vi.spyOn(list, 'listUsers').mockRejectedValueOnce(new Error(SECRET));
    const answer = await subscribeOnce(test, '{ users { nodes { id } } }');
    fault.mockRestore();
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: expect.any(String) as string,
    });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  });
});
