import { afterEach, describe, expect, it, vi } from 'vitest';
import { uuidV7 } from './uuid-v7.js';

describe('a generated id', () => {
  afterEach(() => vi.useRealTimers());

  it('is a UUID of version 7 with the moment in it', () => {
    const id = uuidV7(Date.UTC(2200, 0, 1));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Date.UTC(2200, 0, 1));
  });

  it('is greater than the one before, also within a millisecond and when the clock goes back', () => {
    const now = Date.UTC(2201, 0, 1);
    const ids = Array.from({ length: 10_000 }, (_, n) => uuidV7(now - (n % 3)));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
});
