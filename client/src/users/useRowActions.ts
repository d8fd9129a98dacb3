import { useClipboard } from '@vueuse/core';
import { nextTick, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { UserRowFragment as UserRow, WrittenUserFragment } from '../gql/graphql';
import { useInvitationActions } from '../invitations/useInvitationActions';
import { isolated } from '../lib/language/isolated';
import { rowOf } from '../lib/live-list/row-range';
import { draftOf, updateInput } from './editor/form/user-draft';
import { useUpdateUser } from './editor/useUpdateUser';
import type { FieldChange } from './editor/useFieldSaves';
import { type UserAction, useUserActions } from './editor/useUserActions';
import type { RowAction } from './list/row/row-actions';
import type { UserList } from './list/useUsers';
import { useMarkedUsers } from './state/useMarkedUsers';
import { useWriteNotices, type WrittenEvent } from './useWriteNotices';

interface RowActionOptions {
  list: () => UserList | undefined;
  /** Brings the row of a number into view, and gives it the focus. */
  focus: (index: number) => void;
  isInView: (index: number) => boolean;
  /** Selects the row, or takes it out of the selection. */
  select: (id: string) => void;
}

/** What is done to single rows, each in one request, and what the page says of it. */
export function useRowActions({ list, focus, isInView, select }: RowActionOptions) {
  const { t } = useI18n();
  const router = useRouter();
  const { act, fault } = useUserActions();
  const { update } = useUpdateUser();
  const { invite, link } = useInvitationActions();
  const { marked, mark } = useMarkedUsers();
  /** The user whose first field opens once they are on screen. */
  const toEdit = shallowRef<string>();
  // Pages that came by plain http from another machine have no clipboard: the older way works there too.
  const { copy } = useClipboard({ legacy: true });

  const open = (id: string) =>
    void router.push({ name: 'user', params: { id }, query: router.currentRoute.value.query });
  const indexOf = ({ id }: Pick<UserRow, 'id'>) => {
    const rows = list();
    return rows ? rowOf(rows, id) : -1;
  };

  const notices = useWriteNotices({
    isInView: (user) => isInView(indexOf(user)),
    show: (user) => {
      const index = indexOf(user);
      if (index !== -1) focus(index);
      else if (user.position && !user.position.previousId) focus(0);
      else open(user.id);
    },
    undo: (user, by) =>
      void (typeof by === 'string' ? write(by, user, t('users.notUndone')) : takeBack(user, by)),
  });

  /** From the version that the change made, so that what others wrote since is not overwritten. */
  async function takeBack(user: WrittenUserFragment, { field, before }: FieldChange): Promise<void> {
    const now = draftOf(user);
    const answer = await update(updateInput(user, now, { ...now, [field]: before }));
    if (answer?.user) {
      return tell({ action: 'update', user: answer.user, change: { field, before: now[field] } });
    }
    const name = isolated(user.displayName);
    notices.refuse(
      answer?.conflict
        ? t('users.undoStale', { name })
        : (answer?.userErrors[0]?.message ?? t('users.notUndone')),
    );
  }

  /** @param unknown what to say where the server gives no reason */
  async function write(action: UserAction, { id }: Pick<UserRow, 'id'>, unknown?: string): Promise<void> {
    const answer = await act(action, id);
    if (answer?.user) return tell({ action, user: answer.user });
    const reason = fault.value && t(`fault.${fault.value.kind}.title`);
    notices.refuse(answer?.userErrors[0]?.message ?? unknown ?? reason ?? t('fault.failed.title'));
  }

  async function tell(event: WrittenEvent & { user: WrittenUserFragment }): Promise<void> {
    if (event.action !== 'delete') mark(event.user.id);
    // The list has the row by now, if it is among the loaded ones; whether it is in view is known when it is drawn.
    await nextTick();
    notices.tell(event);
  }

  async function copyText(text: string): Promise<void> {
    await copy(text);
    notices.copied(text);
  }

  function perform(action: RowAction, user: UserRow): void {
    if (action === 'edit') toEdit.value = user.id;
    if (action === 'open' || action === 'edit') open(user.id);
    else if (action === 'account') void router.push({ name: 'account-security' });
    else if (action === 'select') select(user.id);
    else if (action === 'copyEmail') void copyText(user.email);
    else if (action === 'copyId') void copyText(user.id);
    else if (action === 'invite') void invite(user.id);
    else void write(action, user);
  }

  return {
    marked,
    perform,
    tell,
    undo: notices.undo,
    toEdit,
    /** Of an invitation, to hand over. */
    link,
  };
}
