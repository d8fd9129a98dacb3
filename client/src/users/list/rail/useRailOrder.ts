import { computed, type Ref } from 'vue';
import { isNarrowed, shownOrder } from '../list-query';
import { useListQuery } from '../useListQuery';
import type { UserList } from '../useUsers';

/** The scroll bar does for fewer, and landmarks are of the list of everyone. */
const RAIL_FROM = 1_000;

/** The order of the rail beside the list; undefined where there is no rail. */
export function useRailOrder(list: Readonly<Ref<UserList | undefined>>) {
  const { query } = useListQuery();
  return computed(() => {
    if (isNarrowed(query.value) || (list.value?.totalCount ?? 0) <= RAIL_FROM) return undefined;
    return shownOrder(query.value);
  });
}
