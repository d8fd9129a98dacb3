import { useApolloClient } from '@vue/apollo-composable';
import { computed, watch } from 'vue';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import { settlePage } from './heard-writes';
import { forgetLists, forgetUsers, PAGE_SIZE, readList, writeList, writeNews } from './list-cache';
import { listKey, type ListVariables } from './list-query';
import { useListQuery } from './useListQuery';
import { edgeAt, keptRange, placeBefore, type Range, withNext, withOthers, withPrevious } from './row-range';
import { type Rows, usePageReader } from './usePageReader';
import { useTurns } from './useTurns';

/** Which rows are to come: those before or after the ones that are kept, or one far from them. */
export type Want =
  { readonly side: 'next' } | { readonly side: 'previous' } | { readonly side: 'away'; readonly row: number };

/**
 * Loads the rows of the list that the address asks for: the first page by itself, further ones as they are needed,
 * and those on screen anew where news may have been missed. One piece of work at a time for a list: a page would not join on
 * to rows that are being replaced. An answer that comes late goes to the list that it is of, which nobody looks at.
 */
export function useListPages() {
  const { variables, isShown } = useListQuery();
  const { resolveClient } = useApolloClient();
  const key = computed(() => listKey(variables.value));
  const { turns, faults, inTurn } = useTurns();
  const { readPrevious, readRows } = usePageReader();

  /**
   * Reads rows and brings them into the list as it is by then: writes may have come in meanwhile.
   * @param read answers with the rows, and whether they are the start of the list
   * @param join undefined where the list they were read for is gone
   */
  function load(
    list: ListVariables,
    read: () => Promise<{ page: Rows; isStart: boolean }>,
    join: (now: Rows | undefined, page: Rows, isStart: boolean) => Rows | undefined,
  ): Promise<void> {
    return inTurn(list, async () => {
      const { heard, end } = writeNews.begin(listKey(list));
      try {
        const { page, isStart } = await read();
        const { cache } = resolveClient();
        const joined = join(readList(cache, list), settlePage<UserRow>(page, heard, isStart), isStart);
        if (joined) writeList(cache, list, joined);
      } finally {
        end();
      }
    });
  }

  /** Loads the first page, where there is none yet. */
  async function loadFirst(): Promise<void> {
    const list = variables.value;
    if (turns.has(key.value) || readList(resolveClient().cache, list)) return;
    await load(
      list,
      () => readRows(list, 1),
      (_now, page) => page,
    );
  }

  /** Loads rows that are not kept: the page that joins on to those that are, or one that has the row. */
  async function loadMore(want: Want): Promise<void> {
    const list = variables.value;
    const loaded = readList(resolveClient().cache, list);
    if (turns.has(key.value) || !loaded) return;
    if (want.side === 'next') {
      const read = () => readRows(list, 1, loaded.pageInfo.endCursor);
      await load(list, read, (now, page) => now && withNext(now, page));
    } else if (want.side === 'previous') {
      const read = () => readPrevious(list, loaded.edges[0]?.cursor);
      await load(list, read, (now, page, isStart) => now && withPrevious(now, page, isStart));
    } else {
      const place = placeBefore(loaded, want.row);
      const read = async () => {
        const reach = want.row - (place?.index ?? 0) + PAGE_SIZE / 2;
        const rows = await readRows(list, reach, place?.cursor);
        // The list has become so much shorter that nothing is there any more.
        return rows.page.edges.length > 0 ? rows : readRows(list, 1);
      };
      await load(
        list,
        read,
        (now, page, isStart) => now && withOthers(now, page, isStart ? 0 : (place?.index ?? 0)),
      );
    }
  }

  /** Reads again the rows that are in use, with a page's half before them, and puts them in place at once. */
  async function reload({ from, to }: Range): Promise<void> {
    const list = variables.value;
    const { cache } = resolveClient();
    forgetLists(cache, list);
    forgetUsers(cache);
    const loaded = readList(cache, list);
    const first =
      loaded && keptRange(loaded).from > 0 ? Math.max(from - PAGE_SIZE / 2, keptRange(loaded).from + 1) : 0;
    const after = loaded && edgeAt(loaded, first - 1)?.cursor;
    await load(
      list,
      () => readRows(list, to - (after ? first : 0), after),
      (now, page) => (now && after ? withOthers(now, page, first) : page),
    );
  }

  // In sync: the request is on its way before anything is drawn for it.
  watch(key, () => void (isShown() && loadFirst()), { immediate: true, flush: 'sync' });

  return {
    loadFirst,
    loadMore,
    reload,
    isWorking: computed(() => turns.has(key.value)),
    fault: computed(() => faults.get(key.value)),
  };
}
