import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noteSeen, seenHeaders } from './seen-position';

const answer = (position?: string) => ({
  headers: new Headers(position === undefined ? {} : { 'rollcall-position': position }),
});

describe('the position that the console has seen', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('is sent with the next requests, and is the later of two whose answers change places', () => {
    noteSeen(answer());
    expect(seenHeaders()).toEqual({});
    noteSeen(answer('00000000000000ff'));
    noteSeen(answer('00000000000000a0'));
    noteSeen(answer());
    expect(seenHeaders()).toEqual({ 'rollcall-position': '00000000000000ff' });
  });

  it('is forgotten after five minutes, also one that no replica reaches', () => {
    noteSeen(answer('ffffffffffffffff'));
    vi.advanceTimersByTime(300_000);
    expect(seenHeaders()).toEqual({});
    noteSeen(answer('0000000000000001'));
    expect(seenHeaders()).toEqual({ 'rollcall-position': '0000000000000001' });
    vi.advanceTimersByTime(300_000);
  });
});
