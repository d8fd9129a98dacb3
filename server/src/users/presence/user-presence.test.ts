import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserPresence } from './user-presence.js';

const ADA = '00000000-0000-7000-8000-000000000001';
const LENA = '00000000-0000-7000-8000-000000000002';

describe('the editor of a user, across servers', () => {
  let sent: string[];
  let all: UserPresence[];

  /** A server on the bus of all. */
  function server(isCutOff: () => boolean = () => false): UserPresence {
    const presence: UserPresence = new UserPresence((payload) => {
      if (isCutOff()) return;
      sent.push(payload);
      for (const each of all) each.receive(payload);
    });
    all.push(presence);
    return presence;
  }

  const editors = (presence: UserPresence) => presence.editorsOf(ADA).map(({ editorId }) => editorId);

  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
    });
    sent = [];
    all = [];
  });
  afterEach(() => {
    for (const presence of all) presence.close();
    vi.useRealTimers();
  });

  it('is known to the other servers within a second, and gone within a second of the end', async () => {
    const [here, there] = [server(), server()];
    const watch = here.watch(ADA, LENA);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([editors(here), editors(there)]).toEqual([[LENA], [LENA]]);
    await watch.return();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([editors(here), editors(there)]).toEqual([[], []]);
  });

  it('stays for as long as the window is open, also for a server that starts later', async () => {
    const here = server();
    here.watch(ADA, LENA);
    await vi.advanceTimersByTimeAsync(60_000);
    const late = server();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(editors(late)).toEqual([LENA]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(editors(late)).toEqual([LENA]);
  });

  it('is gone within 25 seconds of a crash of the server', async () => {
    let isDead = false;
    const [crashing, there] = [server(() => isDead), server()];
    crashing.watch(ADA, LENA);
    const step = vi.fn();
    const watch = there.watch(ADA, undefined);
    await watch.next();
    void watch.next().then(step);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(editors(there)).toEqual([LENA]);
    void watch.next().then(step);
    step.mockClear();
    isDead = true;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(editors(there)).toEqual([]);
    expect(step).toHaveBeenCalledOnce();
  });

  it('combines many windows into few notifications of less than 8,000 bytes', async () => {
    const here = server();
    for (let n = 0; n < 300; n += 1) here.watch(ADA, LENA);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(4);
    expect(Math.max(...sent.map((payload) => payload.length))).toBeLessThan(8_000);
  });

  it('stores no more editors than its limit, and shows twenty per user', async () => {
    const [here, there] = [server(), server()];
    for (let n = 0; n < 10_100; n += 1) here.watch(ADA, LENA);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent.flatMap((payload) => (JSON.parse(payload) as [string, unknown[]])[1])).toHaveLength(10_000);
    expect(editors(there)).toHaveLength(20);
  });

  it('combines all events before a subscriber’s step into one step', async () => {
    const here = server();
    const watch = here.watch(ADA, undefined);
    await watch.next();
    for (let n = 0; n < 1_000; n += 1) here.wake(ADA);
    await watch.next();
    const step = vi.fn();
    void watch.next().then(step);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(step).not.toHaveBeenCalled();
  });

  it('sends nothing and keeps no timer if nobody edits', async () => {
    const here = server();
    await here.watch(ADA, LENA).return();
    await vi.advanceTimersByTimeAsync(5_000);
    sent = [];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
