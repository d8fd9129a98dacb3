import { describe, expect, test } from 'vitest';
import { settleAnswer, settlePage, WriteNews } from './heard-writes';
import { SimulatedDirectory, type SimulatedUser } from './simulated-directory';
import { applyWrite, appendPage, isAsTold, type UserList, type Write } from './user-list';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);
const ROUNDS = 12;

/** A console that hears of writes while its own requests are under way. */
class Console {
  list: UserList<SimulatedUser>;
  readonly news = new WriteNews<Write<SimulatedUser>>();
  readonly doubts = new Map<string, Write<SimulatedUser>>();

  constructor(readonly directory: SimulatedDirectory) {
    this.list = directory.page();
  }

  hear(write: Write<SimulatedUser>) {
    this.list = applyWrite(this.list, write);
    const isSure = isAsTold(this.list, write);
    this.news.tell('list', write, isSure);
    if (isSure) this.doubts.delete(write.user.id);
    else this.doubts.set(write.user.id, write);
  }

  /** Asks for the next page; it is read and arrives when the two functions are called. */
  ask() {
    const after = this.list.pageInfo.endCursor;
    const { heard, end } = this.news.begin('list');
    let page = this.directory.page(after);
    return {
      read: () => (page = this.directory.page(after)),
      arrive: () => {
        end();
        this.list = appendPage(this.list, settlePage(page, heard, after == null));
      },
    };
  }

  get isSure() {
    return [...this.doubts.values()].every((write) => isAsTold(this.list, write));
  }
}

function repeat(count: number, act: () => void) {
  for (let turn = 0; turn < count; turn += 1) act();
}

/** Whether every row is loaded. */
function isWhole({ list }: Console, directory: SimulatedDirectory) {
  return list.edges.length === directory.list().length;
}

function rowsOf({ edges }: UserList<SimulatedUser>) {
  return edges.map(({ node, cursor }) => [node.id, cursor]);
}

function startOf(directory: SimulatedDirectory, length: number) {
  return directory
    .list()
    .slice(0, length)
    .map(({ id, cursor }) => [id, cursor]);
}

describe('a page under way while writes are heard of', () => {
  test.each(SEEDS)('arrives as if read at its arrival (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 30 });
    const screen = new Console(directory);
    const few = () => Math.floor(directory.random() * 4);
    repeat(ROUNDS, () => {
      const page = screen.ask();
      repeat(few(), () => screen.hear(directory.write()));
      page.read();
      repeat(few(), () => screen.hear(directory.write()));
      page.arrive();
      expect(rowsOf(screen.list)).toEqual(startOf(directory, screen.list.edges.length));
      expect(screen.list.totalCount).toBe(directory.list().length);
      expect(screen.list.pageInfo.hasNextPage || isWhole(screen, directory)).toBe(true);
    });
  });
});

describe('news that is late, read later still, and told of each write in turn', () => {
  test.each(SEEDS)('leaves the list right, or leaves a doubt that it may not be (seed %i)', (seed) => {
    const directory = new SimulatedDirectory({ seed, users: 30 });
    const screen = new Console(directory);
    const written: string[] = [];
    const told: Write<SimulatedUser>[] = [];
    const tellOne = () => written.length > 0 && told.push(directory.tell(written.shift() as string));
    const hearOne = () => told.length > 0 && screen.hear(told.shift() as Write<SimulatedUser>);
    let page: ReturnType<Console['ask']> | undefined;

    repeat(150, () => {
      const act = directory.random();
      if (act < 0.3) written.push(directory.change());
      else if (act < 0.55) tellOne();
      else if (act < 0.8) hearOne();
      else if (act < 0.9) page?.read();
      else if (page) page = void page.arrive();
      else page = screen.ask();
    });
    page?.arrive();
    while (written.length > 0) tellOne();
    while (told.length > 0) hearOne();

    const isRight =
      JSON.stringify(rowsOf(screen.list)) === JSON.stringify(startOf(directory, screen.list.edges.length));
    expect(isRight || !screen.isSure).toBe(true);
    expect(screen.list.totalCount).toBe(directory.list().length);
  });
});

describe('the answer to an own write', () => {
  const directory = new SimulatedDirectory({ seed: 4, users: 8 });
  const own = directory.write();

  test('is taken whole where nothing was heard meanwhile', () => {
    expect(settleAnswer(own, [])).toBe(own);
  });

  test('says nothing new where the news of the same write was quicker', () => {
    expect(settleAnswer(own, [directory.tell(own.user.id)])).toBeUndefined();
  });

  test('leaves out its first page where other writes were heard of, as it may be older', () => {
    const [other] = directory.list().filter(({ id }) => id !== own.user.id);
    const heard = directory.tell(other?.id ?? '');
    expect(settleAnswer(own, [heard])).toEqual({ ...own, page: heard.page });
  });
});

describe('collecting news', () => {
  test('keeps what is told of the same list until the request has ended', () => {
    const directory = new SimulatedDirectory({ seed: 5, users: 8 });
    const news = new WriteNews<Write<SimulatedUser>>();
    const [first, other, late] = [directory.write(), directory.write(), directory.write()];
    const { heard, end } = news.begin('list');
    news.tell('list', first, true);
    news.tell('another list', other, true);
    end();
    news.tell('list', late, true);
    expect(heard).toEqual([first]);
  });
});
