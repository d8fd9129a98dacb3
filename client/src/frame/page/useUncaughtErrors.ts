import { useToast } from '@nuxt/ui/composables';
import { useEventListener } from '@vueuse/core';
import { useI18n } from 'vue-i18n';

/**
 * An unexpected error is shown, and not only written to the browser's console: a click without any effect or message
 * would puzzle people. main.ts passes errors inside Vue on to the window, so all errors arrive here.
 */
export function useUncaughtErrors(): void {
  const toast = useToast();
  const { t } = useI18n();

  function tell(): void {
    // One id: a fault in a loop shows one message.
    toast.add({ id: 'uncaught', title: t('crash.toast'), icon: 'i-lucide-bug', color: 'error' });
  }

  useEventListener(window, 'unhandledrejection', tell);
  useEventListener(window, 'error', (event) => {
    // Without an error in it, the event is the browser's remark on a layout that took two rounds.
    if (event.error) tell();
  });
}
