import { useApolloClient } from '@vue/apollo-composable';
import { computed, shallowReactive, watch } from 'vue';
import { faultOf } from '../../apollo';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import type { RequestFault } from '../../lib/request-fault';
import { UsersDocument } from '../users.documents';
import { settlePage } from './heard-writes';
import { forgetLists, forgetUsers, PAGE_SIZE, readList, writeList, writeNews } from './list-cache';
import { listKey, type ListVariables } from './list-query';
import { useListQuery } from './useListQuery';
import { appendPage, type UserList } from './user-list';

/**
 * Loads the rows of the list that the address asks for: the first page by itself, further ones as they are needed,
 * and all anew where news may have been missed. One piece of work at a time for a list: a page would not join on
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

  /** Reads from the list's start, or goes on after what is `loaded`, until there are as many rows as wanted. */
  function load(list: ListVariables, rows: number, loaded?: UserList<UserRow>): Promise<void> {
    return inTurn(list, async () => {
      const { heard, end } = writeNews.begin(listKey(list));
      try {
        let page = await readPage(list, loaded?.pageInfo.endCursor);
        while (page.pageInfo.hasNextPage && page.edges.length < rows) {
          page = appendPage(page, await readPage(list, page.pageInfo.endCursor));
        }
        const settled = settlePage<UserRow>(page, heard, !loaded);
        // Writes have been brought in meanwhile: the rows are not those from which this began.
        const now = loaded && readList(resolveClient().cache, list);
        if (now) writeList(resolveClient().cache, list, appendPage(now, settled));
        else if (!loaded) writeList(resolveClient().cache, list, settled);
      } finally {
        end();
      }
    });
  }

  async function readPage(list: ListVariables, after?: string | null): Promise<UserList<UserRow>> {
    const asked = { ...list, first: PAGE_SIZE, after };
    const options = { query: UsersDocument, variables: asked, fetchPolicy: 'no-cache' as const };
    return (await resolveClient().query(options)).data.users;
  }

  /** Loads the first page, where there is none yet. */
  async function loadFirst(): Promise<void> {
    const list = variables.value;
    if (!turns.has(key.value) && !readList(resolveClient().cache, list)) await load(list, 1);
  }

  /** Loads the next page, where there is one. */
  async function loadMore(): Promise<void> {
    const loaded = readList(resolveClient().cache, variables.value);
    if (!turns.has(key.value) && loaded?.pageInfo.hasNextPage) await load(variables.value, 1, loaded);
  }

  /** Reads the list again, down to as many rows, and puts it in place at once. */
  async function reload(rows: number): Promise<void> {
    forgetLists(resolveClient().cache, variables.value);
    forgetUsers(resolveClient().cache);
    await load(variables.value, rows);
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
