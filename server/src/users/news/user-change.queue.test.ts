// The decorators of what is imported below write metadata.
import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { UserChangeQueue } from './user-change.queue.js';
import { UserChange, UserChangeKind } from './user-change.type.js';

const change = (id: string) => new UserChange(UserChangeKind.UPDATED, id);

describe('the pending changes of a subscriber', () => {
  it('are delivered in order, whether pushed before or after the subscriber asks', async () => {
    const queue = new UserChangeQueue(() => undefined);
    queue.push(change('a'));
    queue.push(change('b'));
    expect((await queue.next()).value?.id).toBe('a');
    expect((await queue.next()).value?.id).toBe('b');
    const third = queue.next();
    queue.push(change('c'));
    expect((await third).value?.id).toBe('c');
  });

  it('end with one overflow after more than a thousand', async () => {
    const ends: boolean[] = [];
    const queue = new UserChangeQueue((_, overflown) => ends.push(overflown));
    for (let i = 0; i < 1_002; i++) queue.push(change(String(i)));
    await queue.return();
    expect(ends).toEqual([true]);
    expect(await queue.next()).toEqual({ done: true, value: undefined });
  });

  it('end for a subscriber who leaves while waiting', async () => {
    const ends: boolean[] = [];
    const queue = new UserChangeQueue((_, overflown) => ends.push(overflown));
    const waiting = queue.next();
    await queue.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(ends).toEqual([false]);
  });
});
