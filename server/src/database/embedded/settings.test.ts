import { describe, expect, it } from 'vitest';
import { settingsFor, usableMemory } from './settings.js';

const GB = 1024 ** 3;

describe('settingsFor', () => {
  it.each([
    [0.5, '128MB'],
    [4, '512MB'],
    [8, '1024MB'],
    [64, '2048MB'],
  ])('gives the cache an eighth of %s GB, within bounds', (memory, expected) => {
    expect(settingsFor(memory * GB)['shared_buffers']).toBe(expected);
  });
});

describe('usableMemory', () => {
  it('is at most the memory of the machine', () => {
    expect(usableMemory()).toBeGreaterThan(0);
    expect(usableMemory()).toBeLessThanOrEqual(process.constrainedMemory() || Infinity);
  });
});
