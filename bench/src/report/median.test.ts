import { describe, expect, it } from 'vitest';
import { median } from './median.js';

describe('the median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle if their number is even', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('of no values is NaN', () => {
    expect(median([])).toBeNaN();
  });
});
