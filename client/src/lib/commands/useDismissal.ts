import { ref } from 'vue';

/**
 * Whether a dialog is open in which something is typed, which must not get lost by chance.
 * @param isDirty whether anything would get lost
 */
export function useDismissal(isDirty: () => boolean) {
  const isOpen = ref(true);
  const isAsking = ref(false);

  function close(): void {
    isOpen.value = false;
  }

  /** As Escape, the cross and a press beside the dialog mean it. */
  function dismiss(): void {
    if (isDirty() && !isAsking.value) isAsking.value = true;
    else if (!isDirty()) close();
  }

  return { isOpen, isAsking, dismiss, close };
}
