import { useApolloClient, useMutation, useSubscription } from '@vue/apollo-composable';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useDebounceFn } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import { faultOf } from '../../apollo';
import type {
  BinPageFragment,
  BinQueryVariables,
  BinRowFragment,
  RestoreUsersMutation,
  SideCountsFragment,
  UserState,
} from '../../gql/graphql';
import { connection } from '../../lib/server/connection';
import { useGatheredReload } from '../../lib/live-list/useGatheredReload';
import { useLists } from '../../lib/live-list/useLists';
import type { RequestFault } from '../../lib/server/request-fault';
import { connectionKey, rowsIn, useConnection } from '../../lib/server/useConnection';
import { useSideLists } from '../../views/side-bar/useSideLists';
import { useUserLists } from '../list/useUserLists';
import { forgetUsers } from '../state/user-cache';
import {
  BinChangedDocument,
  BinDocument,
  EraseUsersDocument,
  RestoreUsersDocument,
  RestoreWithAddressDocument,
} from './bin.documents';

const KIND = 'bin';

/** As many as one write takes. */
const PAGE_SIZE = 100;

/** News of writes that hang together arrives within some 50 ms. */
const GATHER_MS = 200;

/** Which users the bin holds. */
export const BIN = { state: ['DELETED' as const] };

const LIST = {
  first: PAGE_SIZE,
  where: BIN,
  orderBy: { field: 'DELETED_AT' as const, direction: 'DESC' as const },
} satisfies BinQueryVariables;

export type BinList = NonNullable<ReturnType<typeof useBin>['list']['value']>;
export type BinRefusal = RestoreUsersMutation['write']['userErrors'][number];

type Answer = Partial<Omit<SideCountsFragment, '__typename'>> & {
  users: BinPageFragment;
  userErrors: BinRefusal[];
  user?: { id: string; state: UserState } | null;
};

/** The users in the bin, those deleted last first, and what can be done with them. Each write is one request. */
export function useBin() {
  const lists = useLists<BinRowFragment>(KIND);
  const { lists: userLists } = useUserLists();
  const { resolveClient } = useApolloClient();
  const side = useSideLists();
  const { list, reload, ...others } = useConnection({
    kind: KIND,
    document: BinDocument,
    variables: () => LIST,
    connectionIn: ({ users }) => users,
  });
  const fault = shallowRef<RequestFault>();
  const isSending = shallowRef(false);

  // The side bar shows the count too.
  watch(list, (now) => now && side.set('bin', now));
  const reloadAfterMany = useGatheredReload(() => reload());
  const reloadSoon = useDebounceFn(() => void reload(), GATHER_MS);
  const { onResult } = useSubscription(
    BinChangedDocument,
    {},
    { fetchPolicy: 'no-cache', errorPolicy: 'all' },
  );
  onResult(({ data }) => {
    const { kind, user } = data?.userChanged ?? {};
    if (kind === 'MANY') return reloadAfterMany();
    const isHere = list.value?.nodes.some(({ id }) => id === user?.id) ?? false;
    // The own writes were answered with the list.
    if (!data || isHere !== (kind === 'DELETED')) void reloadSoon();
  });
  watch(connection.reconnects, reload);

  function useWrite<A extends Answer, Variables extends BinQueryVariables>(
    document: TypedDocumentNode<{ write: A }, Variables>,
  ) {
    const { mutate } = useMutation(document, { fetchPolicy: 'no-cache', throws: 'always' });
    return async (input: Omit<Variables, keyof BinQueryVariables>): Promise<A | undefined> => {
      if (isSending.value) return undefined;
      isSending.value = true;
      fault.value = undefined;
      try {
        // TypeScript cannot see that both parts make up the whole.
        const answer = (await mutate({ ...input, ...LIST } as unknown as Variables))?.data?.write;
        if (!answer) return undefined;
        lists.dispatch(connectionKey(LIST), { type: 'firstPageRead', page: rowsIn(answer.users) });
        // The answer has neither the users' positions in other lists nor the counts of the views.
        userLists.keepOnly();
        side.receive(answer);
        if (answer.user) side.written(answer.user, 'DELETED');
        if (side.views.value?.length) side.doubt();
        forgetUsers(resolveClient().cache);
        return answer;
      } catch (error) {
        fault.value = faultOf(error);
        return undefined;
      } finally {
        isSending.value = false;
      }
    };
  }

  const restore = useWrite(RestoreUsersDocument);
  const restoreWith = useWrite(RestoreWithAddressDocument);
  const erase = useWrite(EraseUsersDocument);

  return {
    ...others,
    list,
    reload,
    isSending,
    writeFault: fault,
    restore: (ids: string[]) => restore({ ids }),
    restoreWith: (id: string, email: string) => restoreWith({ id, email }),
    erase: (ids: string[], confirmation: string) => erase({ ids, confirmation }),
  };
}
