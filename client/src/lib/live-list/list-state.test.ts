import { describe, expect, test } from 'vitest';
import { isDoubtful, type ListEvent, type ListState, NO_LIST, reduce } from './list-state';
import type { Rows, Write } from './list-rows';
import { SimulatedDirectory, type SimulatedUser } from './simulated-directory';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const ROUNDS = 12;

/** A console's list, and the server that it asks and hears from. */
class Screen {
  state: ListState<SimulatedUser> = NO_LIST;

  constructor(readonly directory: SimulatedDirectory) {
    this.arriveAt(this.ask('first'));
  }

  take(event: ListEvent<SimulatedUser>) {
    this.state = reduce(this.state, event);
  }

  hear(write: Write<SimulatedUser>) {
    this.take({ type: 'newsHeard', write });
  }

  /** Asks for a page; it is read when `read` is called, the last time before it arrives. */
  ask(side: 'first' | 'next') {
    this.take({ type: 'rowsWanted', want: { side } });
    const after = this.state.request?.after;
    let page = this.directory.page(after);
    return { read: () => (page = this.directory.page(after)), page: () => page, isStart: after == null };
  }

  arriveAt({ page, isStart }: ReturnType<Screen['ask']>) {
    this.take({ type: 'pageArrived', page: page(), isStart });
  }

  get rows(): Rows<SimulatedUser> {
    if (!this.state.rows) throw new Error('No page has arrived.');
    return this.state.rows;
  }
}

function repeat(count: number, act: () => void) {
  for (let turn = 0; turn < count; turn += 1) act();
}

/** Whether every row is loaded. */
function isWhole({ rows }: Screen, directory: SimulatedDirectory) {
  return rows.edges.length === directory.list().length;
}

function rowsOf({ edges }: Rows<SimulatedUser>) {
  return edges.map(({ node, cursor }) => [node.id, cursor]);
}

function startOf(directory: SimulatedDirectory, length: number) {
  return directory
    .list()
    .slice(0, length)
    .map(({ id, cursor }) => [id, cursor]);
}

describe('a page under way while writes arrive', () => {
  test.each(SEEDS)('arrives as if read at its arrival (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 30 });
    const screen = new Screen(directory);
    const few = () => Math.floor(directory.random() * 4);
    repeat(ROUNDS, () => {
      const page = screen.ask('next');
      repeat(few(), () => screen.hear(directory.write()));
      page.read();
      repeat(few(), () => screen.hear(directory.write()));
      screen.arriveAt(page);
      expect(rowsOf(screen.rows)).toEqual(startOf(directory, screen.rows.edges.length));
      expect(screen.rows.totalCount).toBe(directory.list().length);
      expect(screen.rows.pageInfo.hasNextPage || isWhole(screen, directory)).toBe(true);
    });
  });
});

describe('news that is late, read later still, and that names each write in turn', () => {
  test.each(SEEDS)('leaves the list right, or leaves a doubt that it may not be (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 30 });
    const screen = new Screen(directory);
    const written: string[] = [];
    const told: Write<SimulatedUser>[] = [];
    const tellOne = () => written.length > 0 && told.push(directory.tell(written.shift() as string));
    const hearOne = () => told.length > 0 && screen.hear(told.shift() as Write<SimulatedUser>);
    let page: ReturnType<Screen['ask']> | undefined;

    repeat(150, () => {
      const act = directory.random();
      if (act < 0.3) written.push(directory.change());
      else if (act < 0.55) tellOne();
      else if (act < 0.8) hearOne();
      else if (act < 0.9) page?.read();
      else if (page) page = void screen.arriveAt(page);
      else page = screen.ask('next');
    });
    if (page) screen.arriveAt(page);
    while (written.length > 0) tellOne();
    while (told.length > 0) hearOne();

    const isRight =
      JSON.stringify(rowsOf(screen.rows)) === JSON.stringify(startOf(directory, screen.rows.edges.length));
    expect(isRight || isDoubtful(screen.state)).toBe(true);
    expect(screen.rows.totalCount).toBe(directory.list().length);
  });
});

describe('the answer to an own write', () => {
  const begin = (seed: number) => {
    const directory = new SimulatedDirectory({ seed, users: 8 });
    const screen = new Screen(directory);
    screen.take({ type: 'writeSent', id: 1 });
    return { directory, screen, own: directory.write() };
  };

  test('is taken whole where nothing arrived meanwhile', () => {
    const { directory, screen, own } = begin(4);
    screen.take({ type: 'writeAnswered', id: 1, write: own });
    expect(rowsOf(screen.rows)).toEqual(startOf(directory, screen.rows.edges.length));
    expect(screen.state.pendingWrites.size).toBe(0);
  });

  test('says nothing new where the news of the same write was quicker', () => {
    const { directory, screen, own } = begin(4);
    screen.hear(directory.tell(own.row.id));
    const before = screen.rows;
    screen.take({ type: 'writeAnswered', id: 1, write: { ...own, page: { ...own.page, totalCount: 99 } } });
    expect(screen.rows).toBe(before);
  });

  test('leaves out its first page where other writes arrived, as it may be older', () => {
    const { directory, screen, own } = begin(4);
    const [other] = directory.list().filter(({ id }) => id !== own.row.id);
    screen.hear(directory.tell(other?.id ?? ''));
    screen.take({ type: 'writeAnswered', id: 1, write: { ...own, page: { ...own.page, edges: [] } } });
    expect(screen.rows.edges.map(({ node }) => node.id)).toContain(other?.id);
  });

  test('is applied to a page that was requested before it', () => {
    const { directory, screen, own } = begin(4);
    const page = screen.ask('next');
    screen.take({ type: 'writeAnswered', id: 1, write: own });
    expect(screen.state.newsSinceRequest).toEqual([own]);
    page.read();
    screen.arriveAt(page);
    expect(rowsOf(screen.rows)).toEqual(startOf(directory, screen.rows.edges.length));
  });

  test('that never comes changes nothing but that it is awaited', () => {
    const { screen } = begin(4);
    const { rows } = screen;
    screen.take({ type: 'writeAnswered', id: 1 });
    expect(screen.state).toMatchObject({ rows, pendingWrites: new Map() });
  });

  test('makes up for what arrived since it was sent, even where the list was dropped in between', () => {
    const { directory, screen, own } = begin(4);
    screen.hear(directory.tell(own.row.id));
    screen.take({ type: 'evicted' });
    expect(screen.state.rows).toBeUndefined();
    screen.arriveAt(screen.ask('first'));
    const { rows } = screen;
    screen.take({ type: 'writeAnswered', id: 1, write: { ...own, page: { ...own.page, totalCount: 99 } } });
    expect(screen.rows).toBe(rows);
  });
});

describe('requests', () => {
  const directory = new SimulatedDirectory({ seed: 5, users: 30 });
  const FAULT = { kind: 'failed' as const };

  test('are sent one at a time: a page that is wanted meanwhile is not asked for', () => {
    const screen = new Screen(directory);
    screen.ask('next');
    const { request } = screen.state;
    screen.take({ type: 'rowsWanted', want: { side: 'away', row: 20 } });
    expect(screen.state.request).toBe(request);
    expect(screen.state.queued).toBeUndefined();
  });

  test('to read rows again wait for the one under way, and are made once for all that waited', () => {
    const screen = new Screen(directory);
    const page = screen.ask('next');
    screen.take({ type: 'rowsWanted', want: { side: 'again', inUse: { from: 0, to: 3 } } });
    screen.take({ type: 'rowsWanted', want: { side: 'again', inUse: { from: 0, to: 8 } } });
    screen.arriveAt(page);
    expect(screen.state.request).toMatchObject({ side: 'again', after: undefined, rows: 8 });
    screen.take({ type: 'pageArrived', page: directory.page(), isStart: true });
    expect(screen.state.request).toBeUndefined();
  });

  test('that failed leave the rows, and say what they were for until one succeeds', () => {
    const screen = new Screen(directory);
    const { rows } = screen;
    screen.ask('next');
    screen.take({ type: 'requestFailed', fault: FAULT });
    expect(screen.state).toMatchObject({ rows, request: undefined, failed: { side: 'next', fault: FAULT } });
    const again = screen.ask('next');
    expect(screen.state.failed).toBeDefined();
    screen.arriveAt(again);
    expect(screen.state.failed).toBeUndefined();
  });

  test('for the first page are not made where there are rows', () => {
    const screen = new Screen(directory);
    const { state } = screen;
    screen.take({ type: 'rowsWanted', want: { side: 'first' } });
    expect(screen.state).toBe(state);
  });
});

describe('news', () => {
  const directory = new SimulatedDirectory({ seed: 6, users: 8 });

  test('that is older than the loaded row changes nothing', () => {
    const screen = new Screen(directory);
    const [edge] = screen.rows.edges;
    if (!edge) throw new Error('There is no row.');
    const { state } = screen;
    screen.hear({ row: { ...edge.node, version: 0 }, position: null, page: screen.rows });
    expect(screen.state).toBe(state);
  });

  test('that does not fit is doubted until it fits, or nothing comes any more', () => {
    const screen = new Screen(directory);
    const [first, second, third] = screen.rows.edges.map(({ node }) => node);
    if (!first || !second || !third) throw new Error('There are too few rows.');
    const wrong = { cursor: '', previousId: third.id, nextId: first.id };
    screen.hear({ row: { ...second, version: 9 }, position: wrong, page: screen.rows });
    expect(isDoubtful(screen.state)).toBe(true);
    screen.take({ type: 'newsSettled' });
    expect(isDoubtful(screen.state)).toBe(false);
  });

  test('of its own echo costs no rendering', () => {
    const screen = new Screen(directory);
    const write = directory.write();
    screen.hear(write);
    const { state } = screen;
    screen.hear(write);
    expect(screen.state).toBe(state);
  });
});

describe('a list where writes tell no place', () => {
  const page = (
    ids: string[],
    hasNextPage = false,
    totalCount = ids.length,
  ): Rows<{ id: string; name?: string }> => ({
    edges: ids.map((id) => ({ cursor: id, node: { id } })),
    pageInfo: { hasNextPage, endCursor: ids.at(-1) ?? null },
    totalCount,
  });
  const listOf = (rows: Rows<{ id: string; name?: string }>) => ({ ...NO_LIST, rows });

  test('takes a row as it is by now, at its place, and no other', () => {
    const state = listOf(page(['a', 'b']));
    const after = reduce(state, { type: 'rowChanged', row: { id: 'b', name: 'B' } });
    expect(after.rows?.edges.map(({ node }) => node)).toEqual([{ id: 'a' }, { id: 'b', name: 'B' }]);
    expect(reduce(state, { type: 'rowChanged', row: { id: 'c' } })).toBe(state);
  });

  test('takes the first page of an answer, and keeps the rows that follow it', () => {
    const state = listOf(page(['a', 'b', 'c'], true, 9));
    const after = reduce(state, { type: 'firstPageRead', page: page(['new', 'a', 'b'], true, 10) });
    expect(after.rows?.edges.map(({ node }) => node.id)).toEqual(['new', 'a', 'b']);
    const longer = reduce(listOf(page(['a', 'b', 'c', 'd'], true, 9)), {
      type: 'firstPageRead',
      page: page(['new', 'a', 'b'], true, 10),
    });
    expect(longer.rows?.edges.map(({ node }) => node.id)).toEqual(['new', 'a', 'b', 'c', 'd']);
    expect(longer.rows).toMatchObject({ totalCount: 10, pageInfo: { endCursor: 'd' } });
  });
});
