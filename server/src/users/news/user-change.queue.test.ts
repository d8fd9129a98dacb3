// The decorators of what is imported below write metadata.
import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GATHER_MS, type Sharers, UserChangeQueue } from './user-change.queue.js';
import { UserChange, UserChangeKind } from './user-change.type.js';

const change = (id: string) => new UserChange(UserChangeKind.UPDATED, id);

/** The kind and the user of the next change. */
async function take(queue: UserChangeQueue): Promise<string> {
  const { value } = await queue.next();
  return value ? `${value.kind} ${value.id}` : 'ended';
}

function push(queue: UserChangeQueue, from: number, to: number): void {
  for (let id = from; id <= to; id += 1) queue.push(change(String(id)));
}

describe('the pending changes of a subscriber', () => {
  it('are delivered in order, whether pushed before or after the subscriber asks', async () => {
    const queue = new UserChangeQueue();
    queue.push(change('a'));
    queue.push(change('b'));
    expect(await take(queue)).toBe('UPDATED a');
    expect(await take(queue)).toBe('UPDATED b');
    const third = take(queue);
    queue.push(change('c'));
    expect(await third).toBe('UPDATED c');
  });

  it('end for a subscriber who leaves while waiting', async () => {
    const ended: UserChangeQueue[] = [];
    const queue = new UserChangeQueue(new Map(), (each) => ended.push(each));
    const waiting = queue.next();
    await queue.return();
    await queue.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(ended).toEqual([queue]);
  });
});

describe('a subscriber that is behind', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Ten changes have waited for more than a second. */
  function lateQueue(sharers?: Sharers, viewerId?: string): UserChangeQueue {
    const queue = new UserChangeQueue(sharers, undefined, viewerId);
    push(queue, 1, 10);
    vi.advanceTimersByTime(1_001);
    return queue;
  }

  it('gets one change of many users for more than ten changes of which the oldest has waited for a second', async () => {
    const queue = lateQueue();
    push(queue, 11, 11);
    expect(await take(queue)).toBe('MANY 11');
    const next = take(queue);
    await queue.return();
    expect(await next).toBe('ended');
  });

  it('gets each change if they are few, or came within a second', async () => {
    const few = lateQueue();
    expect(await take(few)).toBe('UPDATED 1');
    push(few, 11, 11);
    expect(await take(few)).toBe('UPDATED 2');

    const quick = new UserChangeQueue();
    push(quick, 1, 1_000);
    expect(await take(quick)).toBe('UPDATED 1');
  });

  it('gets one change for more than a thousand, however quickly they came', async () => {
    const queue = new UserChangeQueue();
    push(queue, 1, 1_001);
    expect(await take(queue)).toBe('MANY 1001');
  });

  it('gets one change every three seconds while more than ten follow, and then each change again', async () => {
    const queue = lateQueue();
    push(queue, 11, 11);
    expect(await take(queue)).toBe('MANY 11');

    let taken: string | undefined;
    void take(queue).then((text) => (taken = text));
    push(queue, 12, 40);
    await vi.advanceTimersByTimeAsync(GATHER_MS - 1);
    expect(taken).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(taken).toBe('MANY 40');

    push(queue, 41, 50);
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(await take(queue)).toBe('UPDATED 41');
    for (let id = 42; id <= 50; id += 1) expect(await take(queue)).toBe(`UPDATED ${id}`);
    push(queue, 51, 51);
    expect(await take(queue)).toBe('UPDATED 51');
  });

  it('gets one change for all that were gathered while it did not take the one before', async () => {
    const queue = lateQueue();
    push(queue, 11, 30);
    vi.advanceTimersByTime(GATHER_MS);
    expect(await take(queue)).toBe('MANY 30');
  });

  it('gets each change for longer if others share the list, as each of them would read it again', async () => {
    const sharers: Sharers = new Map();
    const others = Array.from({ length: 9 }, () => new UserChangeQueue(sharers));
    others.forEach((other) => other.shareBy('list'));
    const queue = lateQueue(sharers);
    queue.shareBy('list');
    push(queue, 11, 30);
    expect(await take(queue)).toBe('UPDATED 1');

    for (const other of others) await other.return();
    push(queue, 31, 31);
    expect(await take(queue)).toBe('MANY 31');
    await queue.return();
    expect(sharers.size).toBe(0);
  });

  it('shares what is read for one change of many with others that are behind at the same change', async () => {
    const queues = [lateQueue(), lateQueue()];
    const last = change('11');
    queues.forEach((queue) => queue.push(last));
    const [one, other] = await Promise.all(queues.map((queue) => queue.next()));
    expect(one?.value?.kind).toBe(UserChangeKind.MANY);
    expect(one?.value).toBe(other?.value);
  });

  it('gets a change of many users that names somebody else, as its console ignores those of its own writes', async () => {
    const queue = lateQueue(new Map(), 'viewer');
    queue.push(new UserChange(UserChangeKind.MANY, 'viewer'));
    expect(await take(queue)).toBe('MANY 10');
    const next = take(queue);
    push(queue, 11, 30);
    queue.push(new UserChange(UserChangeKind.MANY, 'viewer'));
    vi.advanceTimersByTime(GATHER_MS);
    expect(await next).toMatch(/^MANY \d+$/);
  });

  it('has no timer after it has left', async () => {
    const queue = lateQueue();
    push(queue, 11, 11);
    expect(vi.getTimerCount()).toBe(1);
    await queue.return();
    expect(vi.getTimerCount()).toBe(0);
  });
});
