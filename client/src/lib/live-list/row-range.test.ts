import { describe, expect, test } from 'vitest';
import {
  edgeAt,
  keptRange,
  knownRows,
  placeBefore,
  ROWS_KEPT,
  withNext,
  withOthers,
  withPrevious,
} from './row-range';
import { applyWrite, agreesWithNeighbours } from './apply-write';
import type { ListRow, Rows } from './list-rows';

const PAGE = 100;
const TOTAL = 3_000;

const edge = (row: number) => ({ cursor: `at ${row}`, node: { id: `user ${row}`, version: 1 } });

/** Rows of a list in which everyone is called by the number of their row. */
function rows(from: number, to: number): Rows<ListRow> {
  const edges = Array.from({ length: to - from }, (_, index) => edge(from + index));
  const pageInfo = { hasNextPage: to < TOTAL, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, pageInfo, totalCount: TOTAL, totalCountIsCapped: false };
}

function scrolledTo(row: number): Rows<ListRow> {
  let list = rows(0, PAGE);
  while (keptRange(list).to < row) list = withNext(list, rows(keptRange(list).to, keptRange(list).to + PAGE));
  return list;
}

function isRight(list: Rows<ListRow>): boolean {
  const { from } = keptRange(list);
  return list.edges.every(({ node }, index) => node.id === `user ${from + index}`);
}

describe('scrolling far', () => {
  test('keeps no more rows than it says, each under its number', () => {
    const list = scrolledTo(2_500);
    expect(keptRange(list)).toEqual({ from: 2_500 - ROWS_KEPT, to: 2_500 });
    expect(isRight(list)).toBe(true);
    expect(knownRows(list)).toBe(2_500);
  });

  test('back brings the rows again, and leaves the scroll bar as long as it was', () => {
    let list = scrolledTo(2_500);
    while (keptRange(list).from > 0) {
      const { from } = keptRange(list);
      list = withPrevious(list, rows(from - PAGE, from), from === PAGE);
      expect(list.edges).toHaveLength(ROWS_KEPT);
      expect(isRight(list)).toBe(true);
      expect(knownRows(list)).toBe(2_500);
    }
    expect(list.pageInfo).toEqual({ hasNextPage: true, endCursor: `at ${ROWS_KEPT - 1}` });
  });

  test('remembers a place for every page that it evicts', () => {
    const list = scrolledTo(2_500);
    expect(placeBefore(list, 99)).toBeUndefined();
    expect(placeBefore(list, 1_250)).toEqual({ index: 1_200, cursor: 'at 1199' });
    const there = withOthers(list, rows(1_200, 1_300), 1_200);
    expect(edgeAt(there, 1_250)?.node.id).toBe('user 1250');
    expect(knownRows(there)).toBe(2_500);
    // The place where it was is remembered, too.
    expect(placeBefore(there, 2_499)).toEqual({ index: 2_400, cursor: 'at 2399' });
    expect(placeBefore(there, 2_500)).toEqual({ index: 2_500, cursor: 'at 2499' });
  });

  test('makes room for no more rows than there are once the end is met', () => {
    const list = withOthers({ ...scrolledTo(2_500), beyond: 9_000 }, rows(2_900, TOTAL), 2_900);
    expect(knownRows(list)).toBe(TOTAL);
    expect(list.pageInfo.hasNextPage).toBe(false);
  });

  test('counts from the start again where writes have made the numbers wrong', () => {
    const list = scrolledTo(1_100);
    expect(keptRange(list).from).toBe(100);
    expect(keptRange(withPrevious(list, rows(40, 100), true)).from).toBe(0);
    // There is a whole page before, and more before that.
    expect(keptRange(withPrevious(list, rows(0, 100), false)).from).toBe(1);
  });
});

describe('a write while rows are kept from the middle of the list', () => {
  const list = scrolledTo(2_000);
  const row = { id: 'new', version: 1 };
  const page = { ...rows(0, PAGE), totalCount: TOTAL + 1 };

  test('at the start moves them down, and puts nobody among them', () => {
    const write = { row, position: { cursor: 'new', previousId: null, nextId: 'user 0' }, page };
    const after = applyWrite(list, write);
    expect(after.edges).toEqual(list.edges);
    expect(keptRange(after).from).toBe(keptRange(list).from + 1);
    expect(agreesWithNeighbours(after, write)).toBe(true);
  });

  test('of one of them takes it out where it went to the start', () => {
    const moved = { id: 'user 1500', version: 2 };
    const write = {
      row: moved,
      position: { cursor: 'new', previousId: null, nextId: 'user 0' },
      page: rows(0, PAGE),
    };
    const after = applyWrite(list, write);
    expect(after.edges.map(({ node }) => node.id)).not.toContain(moved.id);
    expect(keptRange(after)).toEqual({ from: keptRange(list).from + 1, to: keptRange(list).to });
    expect(agreesWithNeighbours(after, write)).toBe(true);
  });

  const elsewhere = { cursor: 'new', previousId: 'user 3', nextId: 'user 4' };
  const [before, after] = [() => true, () => false];
  const startAfter = (totalCount: number, side: () => boolean, position: typeof elsewhere | null) =>
    keptRange(applyWrite(list, { row, position, page: { ...page, totalCount } }, side)).from -
    keptRange(list).from;

  test('elsewhere is counted where it comes before them, and not where it comes after', () => {
    expect(startAfter(TOTAL + 1, before, elsewhere)).toBe(1);
    expect(startAfter(TOTAL + 1, after, elsewhere)).toBe(0);
    expect(startAfter(TOTAL - 1, before, null)).toBe(-1);
    expect(startAfter(TOTAL - 1, after, null)).toBe(0);
  });

  test('close to others is counted with them, and once', () => {
    const write = { row, position: elsewhere, page: { ...page, totalCount: TOTAL + 3 } };
    const once = applyWrite(list, write, before);
    expect(keptRange(once).from).toBe(keptRange(list).from + 3);
    expect(keptRange(applyWrite(once, write, before)).from).toBe(keptRange(list).from + 3);
  });

  test('is made up for at the end of the list, where its rows are counted', () => {
    const { to } = keptRange(list);
    const last = { ...rows(to, to + 50), totalCount: to + 57 };
    const ended = withNext(list, { ...last, pageInfo: { hasNextPage: false, endCursor: 'end' } });
    expect(keptRange(ended).to).toBe(to + 57);
  });

  test('among them puts the row at its place', () => {
    const write = { row, position: { cursor: 'new', previousId: 'user 1499', nextId: 'user 1500' }, page };
    const after = applyWrite(list, write);
    expect(edgeAt(after, 1_500)?.node.id).toBe('new');
    expect(edgeAt(after, 1_501)?.node.id).toBe('user 1500');
    expect(agreesWithNeighbours(after, write)).toBe(true);
    expect(agreesWithNeighbours(list, write)).toBe(false);
  });

  test('of a neighbour who is not kept leaves no doubt', () => {
    const { from } = keptRange(list);
    const first = { id: `user ${from}`, version: 2 };
    const position = { cursor: `at ${from}`, previousId: `user ${from - 1}`, nextId: `user ${from + 1}` };
    expect(agreesWithNeighbours(list, { row: first, position })).toBe(true);
  });
});
