import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';
import type { WrittenUserFragment } from '../gql/graphql';
import type { UserAction } from './editor/useUserActions';

/** A write that was done from here. */
export interface WrittenEvent {
  action: 'create' | 'update' | UserAction;
  user: WrittenUserFragment;
}

interface NoticeOptions {
  /** Whether the user's row can be seen. */
  isInView: (user: WrittenUserFragment) => boolean;
  show: (user: WrittenUserFragment) => void;
  undoDelete: (user: WrittenUserFragment) => void;
}

/** Longer than usual, for whoever has to read first and then decide. */
const UNDO_MS = 12_000;

/** Says what was done, and offers what may be wanted next: to see it, or to undo it. */
export function useWriteNotices({ isInView, show, undoDelete }: NoticeOptions) {
  const { t } = useI18n();
  const toast = useToast();

  function tell({ action, user }: WrittenEvent): void {
    const isHeld = user.position !== null;
    const next = { color: 'neutral' as const, variant: 'outline' as const };
    const showing = { ...next, label: t('users.show'), onClick: () => show(user) };
    const undoing = { ...next, label: t('users.undo'), onClick: () => undoDelete(user) };
    const isDeleted = action === 'delete';
    toast.add({
      title: t(`users.done.${action}`),
      description: isHeld || isDeleted ? undefined : t('users.notInList'),
      icon: isDeleted ? 'i-lucide-trash-2' : 'i-lucide-check',
      color: isDeleted ? 'neutral' : 'success',
      // Said by a screen reader when it has finished its sentence.
      type: 'background',
      duration: isDeleted ? UNDO_MS : undefined,
      actions: isDeleted ? [undoing] : isHeld && isInView(user) ? [] : [showing],
    });
  }

  /** Says why something that was asked for by a notice was not done. */
  function refuse(message: string): void {
    toast.add({ title: message, icon: 'i-lucide-circle-alert', color: 'error' });
  }

  return { tell, refuse };
}
