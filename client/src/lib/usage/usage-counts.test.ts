import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendUsage } from './send-usage';
import { count, takeCounts } from './usage-counts';
import { beginTask } from './useTask';

const send = vi.fn((_address: string, _options: RequestInit) => Promise.resolve(new Response()));
let isCounted: boolean | undefined;
let token: string | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', send);
  send.mockClear();
  localStorage.clear();
  takeCounts();
  isCounted = true;
  token = 'token 1';
  sendUsage({ isCounted: () => isCounted, token: () => token });
});
afterEach(() => {
  // Listeners of earlier tests stay, and must not send.
  isCounted = undefined;
  takeCounts();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'globalPrivacyControl');
  Reflect.deleteProperty(navigator, 'doNotTrack');
});

// It is sent as text.
const sent = () =>
  send.mock.calls.map(
    ([, { body }]) => (JSON.parse(body as string) as { counts: { feature: string; n: number }[] }).counts,
  );
const ask = (name: string, value: unknown) =>
  Object.defineProperty(navigator, name, { value, configurable: true });

describe('what is counted', () => {
  test('is sent a minute after the first use, added up, with the token and without cookies', () => {
    count('HOME', 'OPENED');
    vi.advanceTimersByTime(59_999);
    count('HOME', 'OPENED');
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(sent()).toEqual([
      [expect.objectContaining({ feature: 'HOME', outcome: 'OPENED', n: 2, sumMs: 0 })],
    ]);
    expect(send.mock.calls[0]).toMatchObject([
      '/usage-counts',
      { keepalive: true, credentials: 'omit', headers: { authorization: 'Bearer token 1' } },
    ]);
  });

  test('is sent when the page is hidden, and at most once a minute', () => {
    count('HOME', 'OPENED');
    window.dispatchEvent(new Event('pagehide'));
    expect(send).toHaveBeenCalledTimes(1);
    for (let index = 0; index < 10; index += 1) {
      count('ROLES', 'OPENED');
      window.dispatchEvent(new Event('pagehide'));
    }
    expect(send).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(sent()[1]).toEqual([expect.objectContaining({ feature: 'ROLES', n: 10 })]);
    vi.advanceTimersByTime(600_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('has how long a task took, and whether it was left', () => {
    const done = beginTask('CREATE_PERSON');
    const left = beginTask('EDIT_ROLE');
    vi.advanceTimersByTime(3_000);
    done.done();
    done.stop();
    left.stop();
    const [first, second] = takeCounts();
    expect(first).toMatchObject({ feature: 'CREATE_PERSON', outcome: 'DONE', n: 1, sumMs: 3_000 });
    expect(first?.buckets.indexOf(1)).toBe(2);
    expect(second).toMatchObject({ feature: 'EDIT_ROLE', outcome: 'STOPPED', n: 1 });
  });

  test('waits for somebody to sign in', () => {
    isCounted = undefined;
    count('SIGN_IN', 'FAILED');
    vi.advanceTimersByTime(60_000);
    expect(send).not.toHaveBeenCalled();
    isCounted = true;
    count('SIGN_IN', 'DONE');
    vi.advanceTimersByTime(60_000);
    expect(sent()).toEqual([[expect.objectContaining({ n: 1 }), expect.objectContaining({ n: 1 })]]);
  });
});

describe('nothing is counted or sent', () => {
  test.each([
    ['globalPrivacyControl', true],
    ['doNotTrack', '1'],
  ])('where the browser has %s', (name, value) => {
    ask(name, value);
    count('HOME', 'OPENED');
    vi.advanceTimersByTime(60_000);
    window.dispatchEvent(new Event('pagehide'));
    expect(send).not.toHaveBeenCalled();
    expect(takeCounts()).toEqual([]);
  });

  test('where the person or the directory has turned it off, also of what was counted before', () => {
    count('HOME', 'OPENED');
    isCounted = false;
    vi.advanceTimersByTime(60_000);
    isCounted = true;
    window.dispatchEvent(new Event('pagehide'));
    expect(send).not.toHaveBeenCalled();
  });
});
