import { useDebounceFn } from '@vueuse/core';
import { useApolloClient, useSubscription } from '@vue/apollo-composable';
import { onScopeDispose, watch } from 'vue';
import { useSession } from '../../auth/session/useSession';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import { connection } from '../../lib/server/connection';
import { isDoubtful, isOutdated } from '../../lib/live-list/list-state';
import { useTurn } from '../../lib/useTurn';
import { useGatheredReload } from '../../lib/live-list/useGatheredReload';
import type { Range } from '../../lib/live-list/row-range';
import type { useLiveList } from '../../lib/live-list/useLiveList';
import { noteUserChange } from '../filters/facet-answers';
import { useSideLists } from '../../views/side-bar/useSideLists';
import { takeOwnBulk } from '../start/own-bulk';
import { forgetUsers, isKnown, isKnownLater, rememberUser } from '../state/user-cache';
import { UserChangedDocument } from '../writes.documents';
import { isFirstPageOld } from './first-page';
import { useListQuery } from './useListQuery';
import { sideOf, useUserLists } from './useUserLists';

/** News of writes that hang together arrives within some 50 ms; well after that, what does not fit is an error. */
const QUIET_MS = 500;

/**
 * Keeps the list on screen up to date with everybody's writes, for as long as the calling component lives.
 * @param inUse the rows on screen, which are read again where news may have been missed or does not fit together
 * @param note called with each user that was written, and whether the list holds the user now
 */
export function useUserNews(
  { key, state, want }: Pick<ReturnType<typeof useLiveList<UserRow>>, 'key' | 'state' | 'want'>,
  inUse: () => Range,
  note: (id: string, isInList: boolean) => void = () => undefined,
): void {
  const { variables } = useListQuery();
  const { lists, stateOf } = useUserLists();
  const side = useSideLists();
  const { resolveClient } = useApolloClient();
  const session = useSession();

  function reloadList(): void {
    lists.keepOnly(key.value);
    forgetUsers(resolveClient().cache);
    side.doubt();
    want({ side: 'again', inUse: inUse() });
  }

  const reloadAfterMany = useGatheredReload(reloadList);

  // Errors do not end the subscription: news that could not be read was missed.
  // The list is requested first: the socket opens later than that anyway.
  const hasTurn = useTurn();
  const { onResult } = useSubscription(UserChangedDocument, variables, () => ({
    enabled: hasTurn.value,
    fetchPolicy: 'no-cache',
    errorPolicy: 'all',
  }));
  onResult(({ data }) => {
    noteUserChange();
    if (!data) return reloadList();
    const { kind, user, users } = data.userChanged;
    if (kind === 'MANY') {
      const isAnswered = user.id === session.viewer.value?.id && takeOwnBulk(session);
      return isAnswered ? undefined : reloadAfterMany();
    }
    const { cache } = resolveClient();
    note(user.id, user.position !== null);
    const isOld = isOutdated(state.value, user);
    // The echo of an own write is known by its answer.
    if (!isOld && !isKnown(cache, user))
      side.heard(user, stateOf(user.id) ?? (kind === 'CREATED' ? null : undefined));
    if (isOld || isKnownLater(cache, user)) return;
    rememberUser(cache, user);
    const write = { row: user, position: user.position, page: users };
    lists.dispatch(key.value, { type: 'newsHeard', write, isBefore: sideOf(variables.value, write) });
    // The news has no position of the user in other lists.
    lists.keepOnly(key.value);
  });

  const reloadAfterDoubtfulNews = useDebounceFn(() => {
    const isWrong = isDoubtful(state.value);
    lists.dispatch(key.value, { type: 'newsSettled' });
    if (isWrong) reloadList();
  }, QUIET_MS);
  watch(
    () => state.value.doubts,
    ({ size }) => {
      if (size > 0) void reloadAfterDoubtfulNews();
    },
    { flush: 'sync' },
  );

  watch(connection.reconnects, reloadList);
  watch(connection.live, (now) => {
    if (now === 'live' && isFirstPageOld()) reloadList();
  });
  onScopeDispose(() => {
    lists.keepOnly();
    // Nothing is subscribed from now on.
    side.doubt();
  });
}
