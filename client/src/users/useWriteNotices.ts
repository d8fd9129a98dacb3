import { useToast } from '@nuxt/ui/composables';
import { useI18n } from 'vue-i18n';
import type { WrittenUserFragment } from '../gql/graphql';
import { isolated } from '../lib/language/isolated';
import type { UserAction } from './editor/useUserActions';
import type { FieldChange } from './editor/useFieldSaves';

/** A write that was done from here. */
export type WrittenEvent = { user: WrittenUserFragment } & (
  { action: 'update'; change: FieldChange } | { action: 'create' | UserAction; change?: undefined }
);

/** What takes a write back: an action, or the field as it was. */
export type Undo = UserAction | FieldChange;

interface NoticeOptions {
  /** Whether the user's row can be seen. */
  isInView: (user: WrittenUserFragment) => boolean;
  show: (user: WrittenUserFragment) => void;
  undo: (user: WrittenUserFragment, by: Undo) => void;
}

/** The undo of an action that takes something from a user. */
const UNDONE_BY: Partial<Record<WrittenEvent['action'], UserAction>> = {
  delete: 'restore',
  deactivate: 'reactivate',
};

/** Longer than usual: a person has to read it and then decide. */
const UNDO_MS = 12_000;

const ICONS = {
  create: 'i-lucide-check',
  update: 'i-lucide-check',
  deactivate: 'i-lucide-circle-pause',
  reactivate: 'i-lucide-check',
  delete: 'i-lucide-trash-2',
  restore: 'i-lucide-check',
};

/** Says what was done, and offers what may be wanted next: to see it, or to undo it. */
export function useWriteNotices({ isInView, show, undo }: NoticeOptions) {
  const { t } = useI18n();
  const toast = useToast();
  let last: number | string | undefined;
  let undoLast: (() => void) | undefined;

  function tell({ user, action, change }: WrittenEvent): void {
    const isHeld = user.position !== null;
    const next = { color: 'neutral' as const, variant: 'outline' as const };
    const showing = { ...next, label: t('users.show'), onClick: () => show(user) };
    const undoneBy = change ?? UNDONE_BY[action];
    const name = isolated(user.displayName);
    // One at a time: what was done last is what may be undone.
    if (last !== undefined) toast.remove(last);
    undoLast = undoneBy && (() => undo(user, undoneBy));
    last = toast.add({
      title:
        action === 'update'
          ? t('users.done.field', { field: t(`users.field.${change.field}`), name })
          : t(`users.done.${action}`, { name }),
      // It distinguishes people of the same name.
      description: isHeld || UNDONE_BY[action] ? user.email : t('users.notInList'),
      icon: ICONS[action],
      color: UNDONE_BY[action] ? 'neutral' : 'success',
      // Said by a screen reader when it has finished its sentence.
      type: 'background',
      duration: undoneBy ? UNDO_MS : undefined,
      actions: undoneBy
        ? [{ ...next, label: t('users.undo'), onClick: takeBack }]
        : isHeld && isInView(user)
          ? []
          : [showing],
    }).id;
  }

  /** Says why something that was asked for by a notice was not done. */
  function refuse(message: string): void {
    toast.add({ title: message, icon: 'i-lucide-circle-alert', color: 'error' });
  }

  function takeBack(): void {
    const run = undoLast;
    undoLast = undefined;
    run?.();
  }

  /** Takes back what was done last, for as long as the notice offers it. */
  function undoOffered(): void {
    if (toast.toasts.value.some(({ id, open }) => id === last && open !== false)) takeBack();
  }

  /** Says that something was copied. */
  function copied(text: string): void {
    toast.add({
      title: t('users.copied', { text: isolated(text) }),
      icon: 'i-lucide-check',
      type: 'background',
    });
  }

  return { tell, refuse, copied, undo: undoOffered };
}
