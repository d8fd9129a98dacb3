import { useDebounceFn } from '@vueuse/core';
import { useApolloClient, useSubscription } from '@vue/apollo-composable';
import { computed, onScopeDispose, watch } from 'vue';
import { connection } from '../../lib/connection';
import { UserChangedDocument } from '../writes.documents';
import { forgetLists, isOutdated, readList, receiveWrite, type UserWrite, writeNews } from './list-cache';
import { listKey } from './list-query';
import { useListQuery } from './useListQuery';
import { isAsTold } from './user-list';

/** News of writes that hang together arrives within some 50 ms; well after that, what does not fit is an error. */
const QUIET_MS = 500;

/**
 * Keeps the list on screen up to date with everybody's writes, for as long as the calling component lives.
 * @param mend called where news may have been missed, or what was told does not fit together
 */
export function useUserChanges(mend: () => void): void {
  const { variables } = useListQuery();
  const { resolveClient } = useApolloClient();
  const key = computed(() => listKey(variables.value));
  const doubts = new Map<string, UserWrite>();

  // Errors do not end it: news that could not be read is news that was missed.
  const { onResult } = useSubscription(UserChangedDocument, variables, {
    fetchPolicy: 'no-cache',
    errorPolicy: 'all',
  });
  onResult(({ data }) => {
    if (!data) return mend();
    const { user, users } = data.userChanged;
    const { cache } = resolveClient();
    if (isOutdated(cache, variables.value, user)) return;
    receiveWrite(cache, variables.value, { user, position: user.position, page: users });
  });

  const mendWhatIsDoubtful = useDebounceFn(() => {
    const list = readList(resolveClient().cache, variables.value) ?? { edges: [] };
    const isRight = [...doubts.values()].every((write) => isAsTold(list, write));
    doubts.clear();
    if (!isRight) mend();
  }, QUIET_MS);

  watch(
    key,
    (now, _before, onCleanup) => {
      doubts.clear();
      onCleanup(
        writeNews.listen(now, (write, isSure) => {
          if (isSure) doubts.delete(write.user.id);
          else doubts.set(write.user.id, write);
          if (doubts.size > 0) void mendWhatIsDoubtful();
        }),
      );
    },
    { immediate: true },
  );

  watch(connection.reconnects, mend);
  onScopeDispose(() => forgetLists(resolveClient().cache));
}
