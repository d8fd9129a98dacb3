import { expect, test, vi } from 'vitest';
import { randomUuid } from './random-uuid';

test('a random UUID is of version 4, another each time, and needs no https', () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const made = new Set(Array.from({ length: 100 }, randomUuid));
  expect(made.size).toBe(100);
  for (const each of made)
    expect(each).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
