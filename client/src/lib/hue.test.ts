import { expect, test } from 'vitest';
import { hueOf } from './hue';

const id = (n: number) => `0193a1b2-0000-7000-8000-${(n * 7919).toString(16).padStart(12, '0')}`;

test('an id has the same hue every time', () => {
  expect(hueOf(id(3))).toBe(hueOf(id(3)));
});

test('people who were added together have all of the hues, none much oftener than another', () => {
  const counts = new Map<number, number>();
  for (let n = 0; n < 800; n += 1) counts.set(hueOf(id(n)), (counts.get(hueOf(id(n))) ?? 0) + 1);
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(Math.min(...counts.values())).toBeGreaterThan(50);
});
