import { ApolloError, gql } from '@apollo/client/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signedIn } from '../test/sign-in';
import { createApollo, faultOf } from './apollo';
import type { Session } from './auth/session/session';
import { connection } from './lib/server/connection';

const QUERY = gql`
  query Roles {
    roles {
      id
    }
  }
`;
const MUTATION = gql`
  mutation Delete {
    deleteUser(id: "1") {
      userErrors {
        code
      }
    }
  }
`;
const ROLES = { data: { roles: [] } };

const send = vi.fn<typeof fetch>();
let language = 'en';
let session: Session;
const apollo = () => createApollo({ language: () => language, session, typePolicies: {} });
const answer = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);

/** What a page would show for the request. */
async function fault(document = MUTATION) {
  const asked =
    document === MUTATION ? apollo().mutate({ mutation: document }) : apollo().query({ query: document });
  const settled = asked.then(() => undefined, faultOf);
  // The waits between tries pass at once.
  await vi.advanceTimersByTimeAsync(10_000);
  return settled;
}

beforeEach(async () => {
  session = await signedIn();
  vi.useFakeTimers();
  vi.stubGlobal('fetch', send);
  language = 'en';
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  send.mockReset();
});

test('asks the server to trace one request in a hundred', async () => {
  send.mockImplementation(async () => answer(ROLES));
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  const client = apollo();
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });
  random.mockReturnValue(0.5);
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });
  const parents = send.mock.calls.map(([, init]) => new Headers(init?.headers).get('traceparent'));
  expect(parents).toEqual([expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-01$/), null]);
});

test('sends how much of the database it has seen with the requests that follow', async () => {
  const lsn = '00000000000000aa';
  send.mockImplementation(async () => answer(ROLES, { headers: { 'rollcall-lsn': lsn } }));
  const client = apollo();
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });
  const seen = send.mock.calls.map(([, init]) => new Headers(init?.headers).get('rollcall-lsn'));
  expect(seen).toEqual([null, lsn]);
});

test('asks in the language that is on screen at that moment', async () => {
  send.mockImplementation(async () => answer(ROLES));
  const client = apollo();
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });
  language = 'ar';
  await client.query({ query: QUERY, fetchPolicy: 'network-only' });

  const languages = send.mock.calls.map(([, init]) => new Headers(init?.headers).get('accept-language'));
  expect(languages).toEqual(['en', 'ar']);
});

test('says who asks, and what to show for a refusal', async () => {
  const extensions = { code: 'FORBIDDEN', requestId: '0198' };
  send.mockImplementation(async () => answer({ errors: [{ message: 'No.', extensions }] }));
  expect(await fault()).toEqual({ kind: 'forbidden', code: 'FORBIDDEN', requestId: '0198' });
  const [, init] = send.mock.calls[0] ?? [];
  expect(new Headers(init?.headers).get('authorization')).toBe('Bearer token 1');
});

test('leaves nothing of one person in the cache for the next', async () => {
  send.mockImplementation(async () => answer(ROLES));
  const client = apollo();
  await client.query({ query: QUERY });
  expect(client.readQuery({ query: QUERY })).toEqual(ROLES.data);
  await session.leave(async () => undefined);
  expect(client.readQuery({ query: QUERY })).toBeNull();
});

describe('without an answer', () => {
  test('a read is tried again', async () => {
    send
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockImplementation(async () => answer(ROLES));
    expect(await fault(QUERY)).toBeUndefined();
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('a read is given up after three tries', async () => {
    send.mockImplementation(async () => answer({}, { status: 503 }));
    expect(await fault(QUERY)).toMatchObject({ kind: 'unreachable' });
    expect(send).toHaveBeenCalledTimes(3);
  });

  test('a write is not tried again, as it may have been done', async () => {
    send.mockRejectedValue(new TypeError('Failed to fetch'));
    expect(await fault()).toEqual({ kind: 'unreachable', requestId: undefined });
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('the server counts as out of reach until it answers', async () => {
    send.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await fault();
    expect(connection.reachable.value).toBe(false);
    send.mockImplementation(async () => answer({ data: { deleteUser: null } }));
    await fault();
    expect(connection.reachable.value).toBe(true);
  });
});

describe('a fault', () => {
  const extensions = { code: 'BAD_USER_INPUT', requestId: '0198' };

  test('has the code and the request of a GraphQL error', async () => {
    send.mockImplementation(async () => answer({ errors: [{ message: 'No.', extensions }] }));
    expect(await fault()).toEqual({ kind: 'failed', code: 'BAD_USER_INPUT', requestId: '0198' });
  });

  test('has them too where the answer’s status is no success', async () => {
    send.mockImplementation(async () =>
      answer({ errors: [{ message: 'No.', extensions }] }, { status: 400 }),
    );
    expect(await fault()).toEqual({ kind: 'failed', code: 'BAD_USER_INPUT', requestId: '0198' });
  });

  test('has the request’s id from the header where the body says nothing', async () => {
    const init = { status: 413, headers: { 'x-request-id': '0199' } };
    send.mockImplementation(async () => new Response('Too large', init));
    expect(await fault()).toEqual({ kind: 'failed', requestId: '0199' });
  });

  test('that is not of the request is no network’s', () => {
    expect(faultOf(new Error('A mistake of ours'))).toEqual({ kind: 'failed' });
    expect(faultOf(new ApolloError({ clientErrors: [new Error()] }))).toMatchObject({ kind: 'failed' });
  });
});
