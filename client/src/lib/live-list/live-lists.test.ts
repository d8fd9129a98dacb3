import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { watchEffect } from 'vue';
import type { Rows } from './list-rows';
import { LiveLists, type ReadPage } from './live-lists';

interface Row {
  id: string;
  version: number;
}

const FIRST = { side: 'first' } as const;
const NEXT = { side: 'next' } as const;
const FAULT = { kind: 'failed' } as const;

let lists: LiveLists<Row>;
beforeEach(() => {
  lists = new LiveLists<Row>(() => FAULT);
});

function page(ids: string[], hasNextPage = false): Rows<Row> {
  const edges = ids.map((id) => ({ cursor: `at ${id}`, node: { id, version: 1 } }));
  return {
    edges,
    pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount: ids.length,
  };
}

/** A reader whose answers wait for the test. */
function reader() {
  const waiting: ((answer: Rows<Row> | Error) => void)[] = [];
  const read = vi.fn<ReadPage<Row>>(
    () =>
      new Promise((resolve, reject) =>
        waiting.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
      ),
  );
  const answer = async (rows: Rows<Row> | Error) => {
    waiting.shift()?.(rows);
    await flushPromises();
  };
  return { read, answer };
}

const ids = (key: string) => lists.get(key).rows?.edges.map(({ node }) => node.id);

async function load(key: string, rows: Rows<Row>) {
  lists.want(key, FIRST, async () => rows);
  await flushPromises();
}

const writeOf = (id: string, previousId: string | null) => ({
  row: { id, version: 1 },
  position: { cursor: `at ${id}`, previousId, nextId: null },
  page: { totalCount: 2 },
});

describe('the owner of lists', () => {
  test('asks in the same step in which something is wanted', () => {
    const { read } = reader();
    lists.want('all', FIRST, read);
    expect(read).toHaveBeenCalledExactlyOnceWith({ after: undefined });
  });

  test('has one request under way for a list, and asks for another list beside it', async () => {
    const { read, answer } = reader();
    lists.want('all', FIRST, read);
    lists.want('all', FIRST, read);
    lists.want('other', FIRST, read);
    expect(read).toHaveBeenCalledTimes(2);
    await answer(page(['a'], true));
    lists.want('all', NEXT, read);
    lists.want('all', NEXT, read);
    expect(read).toHaveBeenCalledTimes(3);
    expect(read).toHaveBeenLastCalledWith({ after: 'at a' });
  });

  test('reads rows again after the request that is under way', async () => {
    const { read, answer } = reader();
    lists.want('all', FIRST, read);
    lists.want('all', { side: 'again', inUse: { from: 0, to: 1 } }, read);
    expect(read).toHaveBeenCalledTimes(1);
    await answer(page(['a']));
    expect(read).toHaveBeenCalledTimes(2);
    await answer(page(['b']));
    expect(ids('all')).toEqual(['b']);
  });

  test('says why a request brought nothing, and goes on with what waited', async () => {
    const { read, answer } = reader();
    lists.want('all', FIRST, read);
    lists.want('all', { side: 'again', inUse: { from: 0, to: 1 } }, read);
    await answer(new Error('No answer came.'));
    expect(lists.get('all').failed).toEqual({ side: 'first', fault: FAULT });
    await answer(page(['a']));
    expect(lists.get('all')).toMatchObject({ failed: undefined, request: undefined });
  });

  test('reads on until there are the rows that are in use', async () => {
    await load('all', page(['a'], true));
    const read = vi.fn<ReadPage<Row>>(async ({ after }) =>
      after === 'at a' ? page(['b', 'c']) : page(['a'], true),
    );
    lists.want('all', { side: 'again', inUse: { from: 0, to: 3 } }, read);
    await flushPromises();
    expect(ids('all')).toEqual(['a', 'b', 'c']);
  });

  test('reads the start where the list has become too short for the row that was wanted', async () => {
    await load('all', page(['a'], true));
    lists.dispatch('all', {
      type: 'pageArrived',
      page: page([]),
      isStart: true,
    });
    const rows = page(
      Array.from({ length: 100 }, (_, n) => `${n}`),
      true,
    );
    lists.keepOnly();
    await load('all', rows);
    for (let n = 1; n < 12; n += 1) {
      lists.want('all', NEXT, async () =>
        page(
          Array.from({ length: 100 }, (_, each) => `${n * 100 + each}`),
          true,
        ),
      );
      await flushPromises();
    }
    expect(lists.get('all').rows?.start).toBe(200);
    const read = vi.fn<ReadPage<Row>>(async ({ after }) => (after == null ? page(['only']) : page([])));
    lists.want('all', { side: 'away', row: 150 }, read);
    await flushPromises();
    expect(read.mock.calls.map(([{ after }]) => after)).toEqual(['at 99', undefined]);
    expect(ids('all')).toEqual(['only']);
    expect(lists.get('all').rows?.start).toBe(0);
  });

  test('tells who looks at a list of what happens to it, and of no other', async () => {
    await load('all', page(['a']));
    const seen: unknown[] = [];
    watchEffect(() => seen.push(ids('all')), { flush: 'sync' });
    await load('other', page(['b']));
    expect(seen).toEqual([['a']]);
    lists.dispatch('all', { type: 'newsHeard', write: writeOf('b', 'a') });
    expect(seen).toEqual([['a'], ['a', 'b']]);
  });
});

describe('lists that nobody keeps up to date', () => {
  test('are dropped, and no late answer brings one back', async () => {
    const { read, answer } = reader();
    await load('all', page(['a']));
    await load('old', page(['a']));
    lists.want('late', FIRST, read);
    lists.keepOnly('all');
    await answer(page(['b']));
    expect([ids('all'), ids('old'), ids('late')]).toEqual([['a'], undefined, undefined]);
  });

  test('are asked for once more where they are wanted again, whatever the answer from before says', async () => {
    const { read, answer } = reader();
    lists.want('all', FIRST, read);
    lists.keepOnly();
    lists.want('all', FIRST, read);
    await answer(page(['from before']));
    expect(ids('all')).toBeUndefined();
    await answer(page(['now']));
    expect(ids('all')).toEqual(['now']);
  });

  test('make room for the last twenty', async () => {
    for (let n = 0; n < 25; n += 1) await load(`${n}`, page([`${n}`]));
    expect(ids('3')).toBeUndefined();
    expect(ids('4')).toEqual(['4']);
    expect(ids('24')).toEqual(['24']);
  });
});

describe('an own write', () => {
  test('makes up for what arrived while it was under way', async () => {
    await load('all', page(['a']));
    const end = lists.beginWrite('all');
    lists.dispatch('all', { type: 'newsHeard', write: writeOf('b', 'a') });
    const { rows } = lists.get('all');
    end(writeOf('b', 'a'));
    expect(lists.get('all').rows).toBe(rows);
  });

  test('is known to the list even where that was dropped meanwhile', async () => {
    await load('all', page(['a']));
    const end = lists.beginWrite('all');
    lists.keepOnly('other');
    expect(ids('all')).toBeUndefined();
    expect(lists.get('all').pendingWrites.size).toBe(1);
    end();
    expect(lists.get('all').pendingWrites.size).toBe(0);
  });
});
