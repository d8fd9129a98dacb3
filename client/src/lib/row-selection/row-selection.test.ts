// @vitest-environment node -- pure.
import { describe, expect, test } from 'vitest';
import {
  isCut,
  isEmpty,
  isSelected,
  NO_SELECTION,
  type RowPick,
  type RowSelection,
  select,
} from './row-selection';

const LOADED = ['a', 'b', 'c', 'd', 'e', 'f'];

function after(...picks: RowPick[]): RowSelection {
  return picks.reduce((selection, pick) => select(selection, pick, LOADED), NO_SELECTION);
}

const chosen = (selection: RowSelection) => [...selection.ids].sort().join('');
const toggle = (id: string): RowPick => ({ kind: 'toggle', id });
const range = (id: string, from?: string): RowPick => ({ kind: 'range', id, from });

describe('a selection of rows', () => {
  test('takes a row in and out', () => {
    expect(chosen(after(toggle('b'), toggle('d')))).toBe('bd');
    expect(chosen(after(toggle('b'), toggle('d'), toggle('b')))).toBe('d');
    expect(isEmpty(after(toggle('b'), toggle('b')))).toBe(true);
  });

  test('keeps rows that are no longer loaded', () => {
    const selection = select(after(toggle('b')), toggle('x'), ['x', 'y']);
    expect(chosen(selection)).toBe('bx');
    expect(chosen(select(selection, { kind: 'loaded' }, ['x', 'y']))).toBe('bxy');
  });

  test.each([
    ['downwards', [toggle('b'), range('d')], 'bcd'],
    ['upwards', [toggle('d'), range('b')], 'bcd'],
    ['from the row that had the focus, where nothing was picked', [range('c', 'b')], 'bc'],
    ['and gets shorter again', [toggle('b'), range('e'), range('c')], 'bc'],
    ['and turns round at its anchor', [toggle('c'), range('e'), range('b')], 'bc'],
    ['and leaves what was selected before', [toggle('f'), toggle('b'), range('d'), range('c')], 'bcf'],
    ['from the row picked last', [toggle('a'), toggle('e'), range('f')], 'aef'],
  ])('has a range %s', (_what, picks, expected) => {
    expect(chosen(after(...picks))).toBe(expected);
  });

  test('selects only the row itself where rows of the range are not loaded, and begins the next range there', () => {
    const before = after(toggle('b'));
    expect(isCut(before, range('y'), ['x', 'y', 'z'])).toBe(true);
    const cut = select(before, range('y'), ['x', 'y', 'z']);
    expect(chosen(cut)).toBe('by');
    expect(isCut(cut, range('z'), ['x', 'y', 'z'])).toBe(false);
    expect(chosen(select(cut, range('z'), ['x', 'y', 'z']))).toBe('byz');
    expect(isCut(before, range('d'), LOADED)).toBe(false);
  });

  test('of all holds every row, and one row less leaves the loaded ones without it', () => {
    const all = after(toggle('b'), { kind: 'all' });
    expect(isSelected(all, 'never loaded')).toBe(true);
    expect(all.ids.size).toBe(0);
    expect(select(all, range('c'), LOADED)).toBe(all);
    const fewer = select(all, toggle('c'), LOADED);
    expect(fewer.isAll).toBe(false);
    expect(chosen(fewer)).toBe('abdef');
    expect(isSelected(fewer, 'never loaded')).toBe(false);
  });

  test('is empty again after `none`', () => {
    expect(isEmpty(after({ kind: 'all' }))).toBe(false);
    expect(isEmpty(after({ kind: 'all' }, { kind: 'none' }))).toBe(true);
    expect(chosen(after(toggle('a'), { kind: 'none' }, range('c', 'c')))).toBe('c');
  });
});
