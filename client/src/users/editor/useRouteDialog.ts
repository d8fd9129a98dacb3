import { useEventListener } from '@vueuse/core';
import { onBeforeRouteLeave, onBeforeRouteUpdate, useRoute, useRouter } from 'vue-router';
import { useDismissal } from '../../lib/commands/useDismissal';

/**
 * A dialog that is a route of its own over the list. Closing it leads back to the list, where what was typed does
 * not get lost: every way to leave it asks first.
 * @param isDirty whether anything would get lost
 * @param settle sends what leaving it sends, and waits for the answers
 */
export function useRouteDialog(isDirty: () => boolean, settle?: () => Promise<void>) {
  const route = useRoute();
  const router = useRouter();
  const { isOpen, isAsking, close, ...dismissal } = useDismissal(isDirty);

  async function dismiss(): Promise<void> {
    if (isDirty()) await settle?.();
    dismissal.dismiss();
  }

  async function mayLeave(): Promise<boolean> {
    if (!isOpen.value || !isDirty()) return true;
    await settle?.();
    isAsking.value = isDirty();
    return !isAsking.value;
  }

  /** When the dialog has gone from the screen. */
  function leave(): void {
    const list = router.resolve({ name: 'users', query: route.query }).fullPath;
    // A step back where the list is one: otherwise the browser's Back would open the dialog again.
    if (router.options.history.state['back'] === list) router.back();
    else void router.replace(list);
  }

  onBeforeRouteLeave(mayLeave);
  // Another user in the same panel.
  onBeforeRouteUpdate((to, from) => to.params['id'] === from.params['id'] || mayLeave());
  useEventListener(window, 'beforeunload', (event) => {
    if (isDirty()) event.preventDefault();
  });

  return { isOpen, isAsking, dismiss, close, leave };
}
