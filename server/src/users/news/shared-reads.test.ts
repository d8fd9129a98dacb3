import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedReads } from './shared-reads.js';

describe('reads that changes share', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A change that is received now. */
  function receive(): number {
    const receivedAt = performance.now();
    vi.advanceTimersByTime(1);
    return receivedAt;
  }

  it('are one for the changes that were received before it began, and a new one for a later change', async () => {
    const reads = new SharedReads();
    let count = 0;
    const next = async () => (count += 1);
    const [first, second] = [receive(), receive()];
    expect(await reads.read('list', first, next)).toBe(1);
    vi.advanceTimersByTime(1);
    const third = receive();
    expect(await reads.read('list', second, next)).toBe(1);
    expect(await reads.read('list', third, next)).toBe(2);
    expect(await reads.read('list', first, next)).toBe(2);
  });

  it('are of one list each', async () => {
    const reads = new SharedReads();
    const received = receive();
    expect(await reads.read('one', received, async () => 1)).toBe(1);
    expect(await reads.read('other', received, async () => 2)).toBe(2);
  });

  it('are repeated after a failure', async () => {
    const reads = new SharedReads();
    const received = receive();
    await expect(reads.read('list', received, () => Promise.reject(new Error('away')))).rejects.toThrow(
      'away',
    );
    expect(await reads.read('list', received, async () => 1)).toBe(1);
  });

  it('are kept for 500 lists', async () => {
    const reads = new SharedReads();
    const received = receive();
    let count = 0;
    const next = async () => (count += 1);
    for (let list = 0; list <= 500; list += 1) await reads.read(String(list), received, next);
    await reads.read('1', received, next);
    expect(count).toBe(501);
    await reads.read('0', received, next);
    expect(count).toBe(502);
  });
});
