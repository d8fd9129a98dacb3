import { useApolloClient } from '@vue/apollo-composable';
import { computed, shallowReactive, shallowRef } from 'vue';
import { faultOf } from '../../apollo';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import type { RequestFault } from '../../lib/request-fault';
import { UsersDocument } from '../users.documents';
import { settlePage } from './heard-writes';
import { forgetLists, PAGE_SIZE, readList, replaceList } from './list-cache';
import { listKey, type ListVariables } from './list-query';
import { writeNews } from './settling.link';
import { useListQuery } from './useListQuery';
import { appendPage, type UserList } from './user-list';

/**
 * Makes the rows on screen more, and reads them anew where news of them may have been missed. One of either at a
 * time for a list: a page would not join on to rows that are being replaced.
 */
export function useListPages() {
  const { variables } = useListQuery();
  const { resolveClient } = useApolloClient();
  const key = computed(() => listKey(variables.value));
  /** For each list that is being worked on, the end of it. */
  const turns = shallowReactive(new Map<string, Promise<void>>());
  const failed = shallowRef<{ key: string; fault: RequestFault }>();

  function inTurn(list: ListVariables, work: () => Promise<unknown>): Promise<void> {
    const name = listKey(list);
    const done = (turns.get(name) ?? Promise.resolve())
      .then(work)
      .then(() => (failed.value = undefined))
      .catch((error: unknown) => (failed.value = { key: name, fault: faultOf(error) }))
      .then(() => void (turns.get(name) === done && turns.delete(name)));
    turns.set(name, done);
    return done;
  }

  /** Loads the next page, where there is one. */
  async function loadMore(): Promise<void> {
    const list = variables.value;
    const client = resolveClient();
    const loaded = readList(client.cache, list);
    if (turns.has(key.value) || !loaded?.pageInfo.hasNextPage) return;
    const asked = { ...list, first: PAGE_SIZE, after: loaded.pageInfo.endCursor };
    await inTurn(list, () =>
      client.query({ query: UsersDocument, variables: asked, fetchPolicy: 'network-only' }),
    );
  }

  /** Reads the list again from its start to `rows`, page by page, and puts it in place at once. */
  function reload(rows: number): Promise<void> {
    const list = variables.value;
    const { cache } = resolveClient();
    forgetLists(cache, list);
    return inTurn(list, async () => {
      const { heard, end } = writeNews.begin(listKey(list));
      try {
        let loaded: UserList<UserRow> = await readPage(list);
        while (loaded.pageInfo.hasNextPage && loaded.edges.length < rows) {
          loaded = appendPage(loaded, await readPage(list, loaded.pageInfo.endCursor), ({ id }) => id);
        }
        replaceList(cache, list, settlePage(loaded, heard, true));
      } finally {
        end();
      }
    });
  }

  async function readPage(list: ListVariables, after?: string | null) {
    const asked = { ...list, first: PAGE_SIZE, after };
    return (await resolveClient().query({ query: UsersDocument, variables: asked, fetchPolicy: 'no-cache' }))
      .data.users;
  }

  return {
    loadMore,
    reload,
    isLoadingMore: computed(() => turns.has(key.value)),
    /** Why the next page did not come. */
    moreFault: computed(() => (failed.value?.key === key.value ? failed.value.fault : undefined)),
  };
}
