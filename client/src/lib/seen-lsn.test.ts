import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteSeen, seenHeaders } from './seen-lsn';

const answer = (lsn?: string) => ({
  headers: new Headers(lsn === undefined ? {} : { 'rollcall-lsn': lsn }),
});

describe('the lsn that the console has seen', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('is sent with the next requests, and is the later of two whose answers change places', () => {
    noteSeen(answer());
    expect(seenHeaders()).toEqual({});
    noteSeen(answer('00000000000000ff'));
    noteSeen(answer('00000000000000a0'));
    noteSeen(answer());
    expect(seenHeaders()).toEqual({ 'rollcall-lsn': '00000000000000ff' });
  });

  it('is forgotten after five minutes, also one that no replica reaches', () => {
    noteSeen(answer('ffffffffffffffff'));
    vi.advanceTimersByTime(300_000);
    expect(seenHeaders()).toEqual({});
    noteSeen(answer('0000000000000001'));
    expect(seenHeaders()).toEqual({ 'rollcall-lsn': '0000000000000001' });
    vi.advanceTimersByTime(300_000);
  });
});
