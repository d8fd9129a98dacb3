import { useEventListener } from '@vueuse/core';
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute, useRouter } from 'vue-router';
import { useDismissal } from '../../lib/useDismissal';

/**
 * A dialog that is a route of its own over the list. Closing it leads back to the list, where what was typed does
 * not get lost: whoever leaves by whatever way is asked first.
 * @param isDirty whether anything would get lost
 */
export function useRouteDialog(isDirty: () => boolean) {
  const route = useRoute();
  const router = useRouter();
  const { isOpen, isAsking, dismiss, close } = useDismissal(isDirty);

  /** When the dialog has gone from the screen. */
  function leave(): void {
    const list = router.resolve({ name: 'users', query: route.query }).fullPath;
    // A step back where the list is one: otherwise the browser's Back would open the dialog again.
    if (router.options.history.state['back'] === list) router.back();
    else void router.replace(list);
  }

  onBeforeRouteLeave(() => {
    if (!isOpen.value || !isDirty()) return true;
    isAsking.value = true;
    return false;
  });
  // Another user in the same panel.
  onBeforeRouteUpdate((to, from) => {
    if (!isOpen.value || to.params['id'] === from.params['id'] || !isDirty()) return true;
    isAsking.value = true;
    return false;
  });
  useEventListener(window, 'beforeunload', (event) => {
    if (isDirty()) event.preventDefault();
  });

  return { isOpen, isAsking, dismiss, close, leave };
}
