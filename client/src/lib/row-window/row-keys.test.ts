import { describe, expect, test } from 'vitest';
import { keyRows } from './row-keys';

/** Rows of these people, in this order; the keyboard is at the one of that place, and that of the other is set off. */
const rowsOf = (people: number[], current = 0, marked = -1) =>
  people.map((n, index) => ({
    index,
    row: { id: `person ${n}` },
    isCurrent: index === current,
    isMarked: index === marked,
  }));

const keysOf = ({ rows }: ReturnType<typeof keyRows>) => rows.map(({ key }) => key);

describe('the keys of rows', () => {
  test('are all different', () => {
    expect(keysOf(keyRows('all', rowsOf([1, 2, 3])))).toEqual([0, 1, 2]);
  });

  test('stay with their users within a list, and new ones get keys that nobody had', () => {
    const before = keyRows('all', rowsOf([1, 2, 3]));
    expect(keysOf(keyRows('all', rowsOf([4, 3, 1, 5]), before))).toEqual([3, 2, 0, 4]);
  });

  test('go in their order to the rows of another list', () => {
    const before = keyRows('all', rowsOf([1, 2, 3, 4], -1));
    const found = keyRows('found', rowsOf([4, 7], -1), before);
    expect(keysOf(found)).toEqual([0, 1]);
    expect(keysOf(keyRows('more', rowsOf([1, 2, 3, 4, 5], -1), found))).toEqual([0, 1, 2, 3, 4]);
  });

  test('go to nobody else where the row may have the focus', () => {
    const before = keyRows('all', rowsOf([1, 2, 3], 1));
    expect(keysOf(keyRows('found', rowsOf([8, 9, 10]), before))).toEqual([0, 2, 3]);
    expect(keysOf(keyRows('found', rowsOf([8, 9, 2]), before))).toEqual([0, 2, 1]);
  });

  test('go to nobody else where the row is set off, whose colour would fade on them', () => {
    const before = keyRows('all', rowsOf([1, 2, 3], -1, 1));
    expect(keysOf(keyRows('found', rowsOf([8, 9, 10], -1), before))).toEqual([0, 2, 3]);
    expect(keysOf(keyRows('found', rowsOf([8, 9, 2], -1), before))).toEqual([0, 2, 1]);
  });
});
