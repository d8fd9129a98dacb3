import {
  ApolloClient,
  ApolloLink,
  execute,
  type FetchResult,
  gql,
  InMemoryCache,
  Observable,
} from '@apollo/client/core';
import { describe, expect, test, vi } from 'vitest';
import { entryOf, tabs } from '../../../test/sign-in';
import { Session } from './session';
import { ANONYMOUS, sessionLink } from './session.link';

const WRITE = gql`
  mutation Write {
    write {
      done
    }
  }
`;
const DONE = { data: { write: { done: true } } };
const REFUSED = { data: null, errors: [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }] };

/** A server that takes one token, and a console that has another. */
async function start({ renewsTo = 'good', answer }: { renewsTo?: string; answer?: FetchResult } = {}) {
  const refresh = vi.fn().mockResolvedValueOnce(entryOf({ token: 'old' }));
  refresh.mockResolvedValue(entryOf({ token: renewsTo }));
  const session = new Session(refresh, tabs()());
  await session.begin();
  refresh.mockClear();
  const tokens: unknown[] = [];
  const server = new ApolloLink(
    ({ getContext }) =>
      new Observable<FetchResult>((observer) => {
        const { authorization } = (getContext()['headers'] ?? {}) as { authorization?: string };
        tokens.push(authorization);
        observer.next(answer ?? (authorization === 'Bearer good' ? DONE : (REFUSED as FetchResult)));
        observer.complete();
      }),
  );
  const link = sessionLink(session).concat(server);
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  const write = (context = {}) => client.mutate({ mutation: WRITE, context, errorPolicy: 'all' });
  return { session, refresh, tokens, write, link };
}

describe('an operation that is refused for want of a good token', () => {
  test('is sent once more, with a new one', async () => {
    const { write, tokens, refresh } = await start();
    expect((await write()).data).toEqual(DONE.data);
    expect(tokens).toEqual(['Bearer old', 'Bearer good']);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('and no third time', async () => {
    const { write, tokens } = await start({ renewsTo: 'bad' });
    expect((await write()).errors?.[0]?.message).toBe('Sign in.');
    expect(tokens).toEqual(['Bearer old', 'Bearer bad']);
  });

  test('renews the session once with all others that are under way', async () => {
    const { write, refresh } = await start();
    await Promise.all([write(), write(), write()]);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('is not sent again where a part of it was done', async () => {
    const { write, tokens } = await start({ answer: { ...REFUSED, ...DONE } as FetchResult });
    await write();
    expect(tokens).toHaveLength(1);
  });
});

test('an operation that its person may not do brings along what they may do by now', async () => {
  const forbidden = { data: null, errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };
  const { session, write, tokens, refresh } = await start({ answer: forbidden as unknown as FetchResult });
  refresh.mockResolvedValue(entryOf({ token: 'new', permissions: [] }));
  expect((await write()).errors).toHaveLength(1);
  await vi.waitFor(() => expect(session.viewer.value?.permissions).toEqual([]));
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(tokens).toHaveLength(1);
});

test('an operation is sent at once where there is a good token', async () => {
  const { link, tokens } = await start();
  execute(link, { query: WRITE }).subscribe({});
  expect(tokens).toEqual(['Bearer old']);
});

test('an operation for which nobody need be signed in goes without a token', async () => {
  const { write, tokens } = await start();
  await write(ANONYMOUS);
  expect(tokens).toEqual([undefined]);
});
