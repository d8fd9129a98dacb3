import { computed } from 'vue';
import { type RouteLocationRaw, useRoute, useRouter } from 'vue-router';

const PLACEHOLDER = 'user-id';

/**
 * The links of the rows to their users, who open over the list as it is. A `RouterLink` in each row would be a component
 * more, and work out its address anew at every step of the route.
 * @param isOutdated whether another list is on its way
 */
export function useUserLinks(isOutdated: () => boolean) {
  const route = useRoute();
  const router = useRouter();
  const to = (id: string): RouteLocationRaw => ({ name: 'user', params: { id }, query: route.query });

  /**
   * What stands before and after the id in an address; an id is a UUID, which needs no escaping. Rows that are about to go keep
   * the address that they have: to draw them all once more held up the request for those that come.
   */
  const around = computed<string[]>((before) =>
    before && isOutdated() ? before : router.resolve(to(PLACEHOLDER)).href.split(PLACEHOLDER),
  );

  /** For the rows' `click`: what the browser does by itself with other keys and buttons, it does here. */
  function open(event: MouseEvent): void {
    const { target, defaultPrevented, button, metaKey, altKey, ctrlKey, shiftKey } = event;
    // What has a tooltip lies above the link.
    const row = target instanceof Element ? target.closest('[role=row]') : null;
    const link = row?.querySelector<HTMLElement>('[data-user]');
    const id = link?.dataset['user'];
    if (id === undefined || defaultPrevented || button !== 0) return;
    if (metaKey || altKey || ctrlKey || shiftKey) return;
    event.preventDefault();
    void router.push(to(id));
  }

  return {
    hrefOf: (id: string) => around.value.join(id),
    open,
    /** The id of the open user. */
    openUser: computed(() => (route.name === 'user' ? route.params['id'] : undefined)),
  };
}
