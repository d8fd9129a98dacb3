import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { edgeAt, rowOf } from '../../../lib/live-list/row-range';
import { listKey } from '../../list/list-query';
import { useListQuery } from '../../list/useListQuery';
import { useUserLists } from '../../list/useUserLists';
import { useDetailPrefetch } from './useDetailPrefetch';

/** The position of the open user in the list on screen, as far as its loaded rows show it, and the way to the neighbours. */
export function useNeighbours() {
  const route = useRoute();
  const router = useRouter();
  const { variables } = useListQuery();
  const { lists } = useUserLists();
  const { prefetch } = useDetailPrefetch();
  const list = computed(() => lists.get(listKey(variables.value)).rows);
  const id = computed(() => (route.name === 'user' ? String(route.params['id']) : undefined));
  const index = computed(() => (list.value && id.value ? rowOf(list.value, id.value) : -1));

  const idAt = (row: number) => (list.value && row >= 0 ? edgeAt(list.value, row)?.node.id : undefined);
  const idBeside = (by: 1 | -1) => (index.value === -1 ? undefined : idAt(index.value + by));

  /** Whether a user was open, so that the key was for it. */
  function walk(by: 1 | -1): boolean {
    const to = idBeside(by);
    if (to !== undefined) {
      void router.replace({ params: { ...route.params, id: to }, query: route.query });
      // The next step finds its user loaded: ten steps are eleven requests.
      void prefetch(idAt(index.value + 2 * by));
    }
    return id.value !== undefined;
  }

  return {
    walk,
    previous: computed(() => idBeside(-1)),
    next: computed(() => idBeside(1)),
    /** From 1; undefined where the row is not among the loaded ones. */
    place: computed(() => (index.value === -1 ? undefined : index.value + 1)),
    total: computed(() => list.value?.totalCount ?? 0),
    totalIsCapped: computed(() => list.value?.totalCountIsCapped ?? false),
  };
}
