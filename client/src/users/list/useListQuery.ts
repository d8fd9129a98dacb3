import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { fromUrl, type ListQuery, toUrl, toVariables } from './list-query';

/**
 * The list on screen, as the address has it: it is kept nowhere else, so it can be sent to someone, reloaded,
 * and gone back to.
 */
export function useListQuery() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => fromUrl(route.query));
  const variables = computed(() => toVariables(query.value));

  /**
   * Shows another list on the same page.
   * @param how `replace` leaves no step to go back to: for each letter of a search
   */
  function change(to: Partial<ListQuery>, how: 'push' | 'replace' = 'push'): Promise<unknown> {
    return router[how]({ query: toUrl({ ...query.value, ...to }) });
  }

  /** Shows everyone, in the same order; of a view, as a change of it. */
  function clear(): Promise<unknown> {
    const { order, view } = query.value;
    return change({ ...fromUrl({}), order, view });
  }

  /** Whether the address is a list's: it becomes another page's before the list leaves the screen. */
  const isShown = (): boolean => route.matched.some(({ name }) => name === 'users');

  return { query, variables, change, clear, isShown };
}
