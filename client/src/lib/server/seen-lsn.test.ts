import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeenLsn } from './seen-lsn';

const answer = (lsn?: string) => ({ headers: new Headers(lsn === undefined ? {} : { 'rollcall-lsn': lsn }) });

describe('the LSN that the console has seen', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('is sent with the next requests, and is the later of two whose answers change places', () => {
    const seen = new SeenLsn();
    seen.note(answer());
    expect(seen.headers).toEqual({});
    seen.note(answer('00000000000000ff'));
    seen.note(answer('00000000000000a0'));
    seen.note(answer());
    expect(seen.headers).toEqual({ 'rollcall-lsn': '00000000000000ff' });
  });

  it('is forgotten after five minutes, also one that no replica reaches', () => {
    const seen = new SeenLsn();
    seen.note(answer('ffffffffffffffff'));
    vi.advanceTimersByTime(300_000);
    expect(seen.headers).toEqual({});
    seen.note(answer('0000000000000001'));
    expect(seen.headers).toEqual({ 'rollcall-lsn': '0000000000000001' });
  });
});
