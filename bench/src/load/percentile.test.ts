import { expect, it } from 'vitest';
import { percentile } from './percentile.js';

it('a percentile is a measured value, and at most the remaining share exceeds it', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(percentile([7], 0.99)).toBe(7);
});
