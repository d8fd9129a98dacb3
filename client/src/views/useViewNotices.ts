import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';

/** Longer than usual, as one has to read first and then decide. */
const UNDO_MS = 12_000;

/** Says what was done with a view, and offers to undo it. */
export function useViewNotices() {
  const { t } = useI18n();
  const toast = useToast();

  return {
    tell: (title: string, undo?: () => void): void => {
      const { id } = toast.add({
        title,
        icon: undo ? 'i-lucide-trash-2' : 'i-lucide-check',
        color: undo ? 'neutral' : 'success',
        type: 'background',
        ...(undo && {
          duration: UNDO_MS,
          actions: [
            {
              label: t('users.undo'),
              color: 'neutral' as const,
              variant: 'outline' as const,
              onClick: () => {
                toast.remove(id);
                undo();
              },
            },
          ],
        }),
      });
    },
    refuse: (title: string, description?: string): void => {
      toast.add({ title, description, icon: 'i-lucide-circle-alert', color: 'error' });
    },
  };
}
