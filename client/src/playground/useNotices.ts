import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';
import type { MessageKey } from '../messages/messages';

/** Says what a click has done, where nothing on screen shows it. */
export function useNotices() {
  const { t } = useI18n();
  const toast = useToast();
  // One id: what is said later takes the place of what was said before.
  const id = 'playground';

  return {
    done: (title: MessageKey) =>
      toast.add({ id, title: t(title), icon: 'i-lucide-check', color: 'success', type: 'background' }),
    failed: (title: MessageKey) =>
      toast.add({ id, title: t(title), icon: 'i-lucide-circle-alert', color: 'error' }),
  };
}
