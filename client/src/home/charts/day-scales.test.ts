import { expect, test } from 'vitest';
import { barPercent } from './bar-percent';
import { AXIS, dayLine, dayScales, labelledDays } from './day-scales';

const DAYS = Array.from({ length: 30 }, (_, n) =>
  new Date(Date.UTC(2026, 9, 20 + n)).toISOString().slice(0, 10),
);
const SIZE = { width: 480, height: 176 };

test('days go from the axis to the end, and from the other side if they are mirrored', () => {
  const [first, last] = [DAYS[0] as string, DAYS[29] as string];
  const ahead = dayScales(DAYS, 10, SIZE, false);
  const mirrored = dayScales(DAYS, 10, SIZE, true);
  expect(ahead.bar(first).x).toBeCloseTo(AXIS.width);
  expect(ahead.bar(last).x + ahead.bar(last).width).toBeCloseTo(SIZE.width);
  expect(mirrored.bar(last).x).toBeCloseTo(0);
  expect(mirrored.bar(first).x + mirrored.bar(first).width).toBeCloseTo(SIZE.width - AXIS.width);
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [2, [0, 1, 2]],
  [97, [0, 50, 100]],
  [3_456, [0, 1_000, 2_000, 3_000, 4_000]],
])('the axis of at most %d has whole numbers, which hold it', (max, ticks) => {
  const scales = dayScales(DAYS, max, SIZE, false);
  expect(scales.ticks).toEqual(ticks);
  expect(scales.y(max)).toBeGreaterThanOrEqual(AXIS.top);
  expect(scales.y(0)).toBe(SIZE.height - AXIS.height);
});

test('as many days are named as have room, the last one always', () => {
  expect(labelledDays(DAYS, 240)).toEqual(['2026-10-29', '2026-11-08', '2026-11-18']);
  expect(labelledDays(DAYS, 10)).toEqual(['2026-11-18']);
  expect(labelledDays(DAYS, 5_000)).toEqual(DAYS);
});

test('a line leaves out days that are not known, and needs three', () => {
  const size = { width: 104, height: 24 };
  expect(dayLine([1, null, 1], size, false)).toBeNull();
  expect(dayLine([0, 5, 10], size, false)).toBe('M2,22L52,12L102,2');
  expect(dayLine([0, 5, 10], size, true)).toBe('M102,22L52,12L2,2');
  expect(dayLine([7, 7, null, 7, 7], size, false)).toBe('M2,12L27,12M77,12L102,12');
});

test('a bar of few beside very many can be seen, and one of nobody cannot', () => {
  expect([0, 1, 500, 1_000].map((count) => barPercent(count, 1_000))).toEqual([0, 1, 50, 100]);
  expect(barPercent(0, 0)).toBe(0);
});
