import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import type { EntryFragment } from '../../gql/graphql';
import { Session, SessionEnded } from './session';

const refresh = vi.fn<() => Promise<EntryFragment>>();
let newTab = tabs();

beforeEach(() => {
  newTab = tabs();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  refresh.mockReset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function begun(): Promise<Session> {
  refresh.mockResolvedValueOnce(entryOf());
  const session = new Session(refresh, newTab());
  await session.begin();
  refresh.mockClear();
  return session;
}

/** A server that answers when the test says so. */
function held() {
  const answers: ((entry: EntryFragment) => void)[] = [];
  refresh.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  return (entry: EntryFragment) =>
    vi.waitFor(() => {
      const answer = answers.shift();
      if (!answer) throw new Error('Nobody asked.');
      answer(entry);
    });
}

describe('a session', () => {
  test('begins by the cookie', async () => {
    const session = await begun();
    expect(session.state.value).toBe('in');
    expect(session.viewer.value?.email).toBe('olga@example.org');
    expect(await session.token()).toBe('token 1');
    expect(refresh).not.toHaveBeenCalled();
  });

  test('is none where the cookie is none', async () => {
    refresh.mockResolvedValue(noEntry());
    const session = new Session(refresh, newTab());
    await session.begin();
    expect(session.state.value).toBe('out');
    await expect(session.access()).rejects.toThrow(SessionEnded);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('is asked for again by the next request where no answer came', async () => {
    refresh.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(entryOf());
    const session = new Session(refresh, newTab());
    await session.begin();
    expect(session.state.value).toBe('unknown');
    expect(await session.token()).toBe('token 1');
  });

  test('leaves its token in no storage', async () => {
    await begun();
    expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }])).not.toContain('token');
  });
});

describe('a token', () => {
  test('is renewed shortly before it expires, and not earlier', async () => {
    const session = await begun();
    refresh.mockResolvedValue(entryOf({ token: 'token 2' }));
    vi.setSystemTime(Date.now() + 560_000);
    expect(await session.token()).toBe('token 1');
    vi.setSystemTime(Date.now() + 20_000);
    expect(await session.token()).toBe('token 2');
  });

  test('is not renewed for each request where this machine’s clock is ahead', async () => {
    refresh.mockResolvedValue(entryOf({ lifeMs: -3_600_000 }));
    const session = new Session(refresh, newTab());
    await session.begin();
    await session.token();
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('is renewed once for all who were refused at the same time', async () => {
    const session = await begun();
    const answer = held();
    const renewals = Array.from({ length: 5 }, () => session.access('token 1'));
    await answer(entryOf({ token: 'token 2' }));
    expect(await Promise.all(renewals)).toEqual(Array(5).fill('token 2'));
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  test('that is another by now is not renewed for a late refusal of the one before', async () => {
    const session = await begun();
    refresh.mockResolvedValue(entryOf({ token: 'token 2' }));
    await session.renew('token 1');
    expect(await session.renew('token 1')).toBe('token 2');
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

describe('a session that ended', () => {
  async function ended() {
    const session = await begun();
    refresh.mockResolvedValue(noEntry());
    const waiting = session.access('token 1');
    await vi.waitFor(() => expect(session.state.value).toBe('ended'));
    return { session, waiting };
  }

  test('keeps whose it was, and what waits goes on when they are back', async () => {
    const { session, waiting } = await ended();
    expect(session.viewer.value?.email).toBe('olga@example.org');
    await session.enter(async () => entryOf({ token: 'token 3' }));
    expect(await waiting).toBe('token 3');
    expect(session.state.value).toBe('in');
  });

  test('stays so while the password is wrong', async () => {
    const { session } = await ended();
    await session.enter(async () =>
      noEntry({ code: 'WRONG_CREDENTIALS', message: 'Wrong.', path: ['input'] }),
    );
    expect(session.state.value).toBe('ended');
  });

  test('does nothing of what waits in the name of somebody else', async () => {
    const { session, waiting } = await ended();
    const refused = waiting.catch((error: unknown) => error);
    await session.enter(async () => entryOf({ id: 'bo' }));
    expect(await refused).toBeInstanceOf(SessionEnded);
    expect(session.viewer.value?.id).toBe('bo');
  });

  test('can be left', async () => {
    const { session, waiting } = await ended();
    const refused = waiting.catch((error: unknown) => error);
    await session.leave(async () => undefined);
    expect(await refused).toBeInstanceOf(SessionEnded);
    expect(session.state.value).toBe('out');
    expect(session.viewer.value).toBeUndefined();
  });
});

describe('signing out', () => {
  test('is not undone by a renewal that waited for its turn', async () => {
    const session = await begun();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const leaving = session.leave(() => answered);
    const renewal = session.access('token 1').catch((error: unknown) => error);
    answer();
    await leaving;
    expect(await renewal).toBeInstanceOf(SessionEnded);
    expect(session.state.value).toBe('out');
    expect(refresh).not.toHaveBeenCalled();
  });

  test('did not happen where no answer came', async () => {
    const session = await begun();
    await expect(session.leave(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toThrow();
    expect(session.state.value).toBe('in');
  });

  test('and in again holds in every tab', async () => {
    const [one, other] = [await begun(), await begun()];
    await one.leave(async () => undefined);
    await vi.waitFor(() => expect(other.state.value).toBe('out'));
    refresh.mockResolvedValue(entryOf({ id: 'bo' }));
    await one.enter(async () => entryOf({ id: 'bo' }));
    await vi.waitFor(() => expect(other.viewer.value?.id).toBe('bo'));
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});

test('the tabs of a browser wait for each other, where it has locks', async () => {
  const order: string[] = [];
  let turn = Promise.resolve();
  const request = vi.fn((_name: string, work: () => Promise<void>) => (turn = turn.then(work)));
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks: { request } }));
  refresh.mockImplementation(async () => {
    order.push('asked');
    await Promise.resolve();
    order.push('answered');
    return entryOf();
  });
  await Promise.all([new Session(refresh, newTab()).begin(), new Session(refresh, newTab()).begin()]);
  expect(order).toEqual(['asked', 'answered', 'asked', 'answered']);
});
