import { useApolloClient } from '@vue/apollo-composable';
import { computed, shallowReactive, watch } from 'vue';
import { faultOf } from '../../apollo';
import type { UserRowFragment as UserRow, UsersQueryVariables } from '../../gql/graphql';
import type { RequestFault } from '../../lib/request-fault';
import { UsersDocument } from '../users.documents';
import { settlePage } from './heard-writes';
import { forgetLists, forgetUsers, PAGE_SIZE, readList, writeList, writeNews } from './list-cache';
import { listKey, type ListVariables } from './list-query';
import { useListQuery } from './useListQuery';
import { edgeAt, keptRange, placeBefore, type Range, withNext, withOthers, withPrevious } from './row-range';
import { appendPage, type UserList } from './user-list';

type Rows = UserList<UserRow>;
type PagePlace = Pick<UsersQueryVariables, 'first' | 'after' | 'last' | 'before'>;

/** Which rows are to come: those before or after the ones that are kept, or one far from them. */
export type Want =
  { readonly side: 'next' } | { readonly side: 'previous' } | { readonly side: 'away'; readonly row: number };

/**
 * Loads the rows of the list that the address asks for: the first page by itself, further ones as they are needed,
 * and those on screen anew where news may have been missed. One piece of work at a time for a list: a page would not join on
 * to rows that are being replaced. An answer that comes late goes to the list that it is of, which nobody looks at.
 */
export function useListPages() {
  const { variables } = useListQuery();
  const { resolveClient } = useApolloClient();
  const key = computed(() => listKey(variables.value));
  /** By list: the end of what is being done, and why the last did not work. */
  const turns = shallowReactive(new Map<string, Promise<void>>());
  const faults = shallowReactive(new Map<string, RequestFault>());

  function inTurn(list: ListVariables, work: () => Promise<void>): Promise<void> {
    const name = listKey(list);
    const done = (turns.get(name) ?? Promise.resolve())
      .then(work)
      .then(() => void faults.delete(name))
      .catch((error: unknown) => void faults.set(name, faultOf(error)))
      .then(() => void (turns.get(name) === done && turns.delete(name)));
    turns.set(name, done);
    return done;
  }

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

  async function readPage(list: ListVariables, where: PagePlace): Promise<Rows> {
    const options = {
      query: UsersDocument,
      variables: { ...list, ...where },
      fetchPolicy: 'no-cache' as const,
    };
    return (await resolveClient().query(options)).data.users;
  }

  /** Reads on from a place, or from the list's start, until there are as many rows as wanted. */
  async function readRows(list: ListVariables, rows: number, after?: string | null) {
    let page = await readPage(list, { first: PAGE_SIZE, after });
    while (page.pageInfo.hasNextPage && page.edges.length < rows) {
      page = appendPage(page, await readPage(list, { first: PAGE_SIZE, after: page.pageInfo.endCursor }));
    }
    return { page, isStart: after == null };
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
      const read = async () => {
        const page = await readPage(list, { last: PAGE_SIZE, before: loaded.edges[0]?.cursor });
        return { page, isStart: page.edges.length < PAGE_SIZE };
      };
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

  watch(key, loadFirst, { immediate: true });

  return {
    loadFirst,
    loadMore,
    reload,
    isWorking: computed(() => turns.has(key.value)),
    fault: computed(() => faults.get(key.value)),
  };
}
