import { describe, expect, test } from 'vitest';
import { SimulatedDirectory, type SimulatedUser } from './simulated-directory';
import { applyWrite, agreesWithNeighbours } from './apply-write';
import { appendPage, mergeHead, type Rows } from './list-rows';

type List = Rows<SimulatedUser>;
const idOf = ({ id }: SimulatedUser) => id;
const ids = (list: List) => list.edges.map(({ node }) => node.id);

const STEPS = 120;
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

/** What must hold of loaded rows at any time: they are the start of the server's list, each once, in its order. */
function expectStartOf(directory: SimulatedDirectory, list: List) {
  const rows = directory.list().map(({ id, cursor }) => [id, cursor]);
  expect(list.edges.map(({ node, cursor }) => [node.id, cursor])).toEqual(rows.slice(0, list.edges.length));
}

function expectSameEnd(directory: SimulatedDirectory, list: List) {
  expect(list.pageInfo).toMatchObject({
    hasNextPage: list.edges.length < directory.list().length,
    endCursor: list.edges.at(-1)?.cursor ?? null,
  });
}

function scrollToTheEnd(directory: SimulatedDirectory, list: List): List {
  let loaded = list;
  while (loaded.pageInfo.hasNextPage) loaded = appendPage(loaded, directory.page(loaded.pageInfo.endCursor));
  return loaded;
}

describe('a row that changes without a new version', () => {
  const row = { id: 'a', version: 1, state: 'NO_ACCESS', roles: [{ id: 'r' }] };
  const list = {
    edges: [{ cursor: 'at a', node: row }],
    pageInfo: { hasNextPage: false, endCursor: 'at a' },
    totalCount: 1,
    totalCountIsCapped: false,
  };
  const write = (now: object) => ({
    row: { ...row, ...now },
    position: { cursor: 'at a', previousId: null, nextId: null },
    page: { totalCount: 1, totalCountIsCapped: false },
  });

  test('is drawn again', () => {
    const after = applyWrite(list, write({ state: 'INVITED' }));
    expect(after.edges[0]?.node).toMatchObject({ state: 'INVITED' });
  });

  test('stays the very same list where it says the same, whatever else the answer has', () => {
    expect(applyWrite(list, write({ roles: [{ id: 'r' }], phone: null }))).toBe(list);
  });
});

describe('a list that is written to and scrolled, in any order', () => {
  test.each(SEEDS)('is the start of the server’s list after every step (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: seed % 30 });
    let list = directory.page();
    for (let step = 0; step < STEPS; step += 1) {
      if (directory.chance(0.2) && list.pageInfo.hasNextPage) {
        list = appendPage(list, directory.page(list.pageInfo.endCursor));
      } else list = applyWrite(list, directory.write());
      expectStartOf(directory, list);
      expectSameEnd(directory, list);
      expect(list.totalCount).toBe(directory.list().length);
    }
    expect(ids(scrollToTheEnd(directory, list))).toEqual(directory.list().map(idOf));
  });

  test.each(SEEDS)('needs no more than the place and the count (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: seed % 30 });
    let list = scrollToTheEnd(directory, directory.page());
    for (let step = 0; step < STEPS; step += 1) {
      const { page, ...write } = directory.write();
      list = applyWrite(list, { ...write, page: { totalCount: page.totalCount, totalCountIsCapped: false } });
      expectStartOf(directory, list);
      expectSameEnd(directory, list);
    }
  });

  test.each(SEEDS)('never ends too early where the count is capped (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 25, cap: 7 });
    let list = directory.page();
    for (let step = 0; step < STEPS; step += 1) {
      if (directory.chance(0.2) && list.pageInfo.hasNextPage) {
        list = appendPage(list, directory.page(list.pageInfo.endCursor));
      } else list = applyWrite(list, directory.write());
      expectStartOf(directory, list);
      expect(list.pageInfo.hasNextPage || list.edges.length === directory.list().length).toBe(true);
    }
    expect(ids(scrollToTheEnd(directory, list))).toEqual(directory.list().map(idOf));
  });

  test.each(SEEDS)('stays the very same object where a write arrives again (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 20 });
    let list = directory.page();
    for (let step = 0; step < STEPS; step += 1) {
      const write = directory.write();
      list = applyWrite(list, write);
      expect(applyWrite(list, write)).toBe(list);
      expect(agreesWithNeighbours(list, write)).toBe(true);
    }
  });
});

describe('the place of a row', () => {
  const directory = new SimulatedDirectory({ seed: 1, users: 12 });
  const list = directory.page();

  test('is beyond the loaded rows where neither neighbour is loaded', () => {
    const [last, beforeLast] = directory.list().toReversed();
    const write = {
      row: { id: 'new', key: 0, version: 1, isListed: true },
      position: { cursor: 'new', previousId: beforeLast?.id, nextId: last?.id },
      page: { ...directory.page(), totalCount: 13 },
    };
    const after = applyWrite(list, write);
    expect(ids(after)).toEqual(ids(list));
    expect(after).toMatchObject({ totalCount: 13, pageInfo: { hasNextPage: true } });
    expect(agreesWithNeighbours(after, write)).toBe(true);
  });

  test('is not at the announced place where a neighbour is elsewhere', () => {
    const [first, second, third] = list.edges;
    const position = { cursor: '', previousId: first?.node.id, nextId: third?.node.id };
    expect(second && agreesWithNeighbours(list, { row: second.node, position })).toBe(true);
    expect(first && agreesWithNeighbours(list, { row: first.node, position })).toBe(false);
  });
});

describe('the first page of an answer', () => {
  const directory = new SimulatedDirectory({ seed: 2, users: 20 });
  const head = directory.page();
  const list = appendPage(head, directory.page(head.pageInfo.endCursor));

  test('brings in what no news named', () => {
    const [first, ...others] = list.edges;
    expect(mergeHead(others, head)).toEqual([first, ...others]);
  });

  test('is left alone where its last row is not among the loaded ones, so that no gap opens', () => {
    const strangers = {
      ...head,
      edges: head.edges.map(({ cursor, node }) => ({ cursor, node: { ...node, id: `x${node.id}` } })),
    };
    expect(mergeHead(list.edges, strangers)).toBe(list.edges);
  });

  test('is the whole list where nothing follows it', () => {
    const whole = { ...head, pageInfo: { hasNextPage: false } };
    expect(mergeHead(list.edges, whole)).toEqual(head.edges);
  });
});

describe('a further page', () => {
  test('leaves a user who is loaded already where they are', () => {
    const directory = new SimulatedDirectory({ seed: 3, users: 20 });
    const list = directory.page();
    const doubled = appendPage(list, list);
    expect(ids(doubled)).toEqual(ids(list));
  });

  test('moves the end on even where all its rows are loaded already, so that asking on makes headway', () => {
    const directory = new SimulatedDirectory({ seed: 3, users: 20 });
    const list = directory.page();
    const page = { ...list, pageInfo: { hasNextPage: true, endCursor: 'further on' } };
    expect(appendPage(list, page).pageInfo.endCursor).toBe('further on');
  });
});
