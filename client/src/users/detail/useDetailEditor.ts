import { computed, nextTick, useId } from 'vue';
import { useRouteDialog } from '../editor/useRouteDialog';
import { type UserAction, useUserActions } from '../editor/useUserActions';
import { useUserEditor } from '../editor/useUserEditor';
import { focusUndecided } from '../conflict/undecided';
import { useUserActivity } from '../conflict/useUserActivity';
import type { WrittenEvent } from '../useWriteNotices';
import type { useUserDetail } from './useUserDetail';
import { usePrimedLists } from './usePrimedLists';

interface EditorOptions extends Pick<ReturnType<typeof useUserDetail>, 'user' | 'mayAudit'> {
  id: () => string;
  tell: (event: WrittenEvent) => void;
  /** Whether it stays after a save. */
  stays: () => boolean;
  /** Whether sessions or the audit trail are on screen. */
  showsTrail: () => boolean;
}

/** What is done to the open user: the form, the actions, and who else is at it. */
export function useDetailEditor({ id, user, mayAudit, tell, stays, showsTrail }: EditorOptions) {
  const formId = useId();
  const editor = useUserEditor(user);
  const actions = useUserActions();
  const { prime } = usePrimedLists();
  const dialog = useRouteDialog(() => editor.isDirty.value && user.value?.status !== 'DELETED');
  const { editors } = useUserActivity({
    id,
    editedFrom: editor.editedFrom,
    note: editor.conflict.note,
    // The full one is refused to those who may not read all of it.
    isInFull: () => mayAudit && showsTrail() && user.value?.viewerCanUpdate === true,
    receive: prime,
  });

  async function submit(): Promise<void> {
    if (!editor.isDirty.value) return stays() ? undefined : dialog.close();
    // Where fields wait for a decision, nothing is sent.
    if (focusUndecided(formId)) return;
    const saved = await editor.save();
    if (!saved) return void nextTick(() => focusUndecided(formId));
    tell({ action: 'update', user: saved });
    if (!stays()) dialog.close();
  }

  async function perform(action: UserAction): Promise<void> {
    const answer = await actions.act(action, id());
    if (answer) editor.refusals.value = answer.userErrors;
    if (!answer?.user) return;
    tell({ action, user: answer.user });
    if (action === 'delete') dialog.close();
    else editor.catchUp(answer.user);
  }

  return {
    formId,
    editor,
    editors,
    dialog,
    submit,
    perform,
    isActing: actions.isActing,
    fault: computed(() => editor.fault.value ?? actions.fault.value),
  };
}
