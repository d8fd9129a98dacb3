import { computed, shallowRef, watch } from 'vue';
import type { FormErrorFragment } from '../../../gql/graphql';
import type { EditField } from '../../editor/form/user-draft';
import { useRouteDialog } from '../../editor/useRouteDialog';
import { type UserAction, useUserActions } from '../../editor/useUserActions';
import { useUserEditor } from '../../editor/useUserEditor';
import { useUserActivity } from '../../conflict/useUserActivity';
import type { WrittenEvent } from '../../useWriteNotices';
import type { useUserDetail } from '../useUserDetail';
import { usePrimedLists } from '../usePrimedLists';

interface EditorOptions extends Pick<ReturnType<typeof useUserDetail>, 'user' | 'mayAudit'> {
  id: () => string;
  tell: (event: WrittenEvent) => void;
  /** Whether sessions or the audit trail are on screen. */
  showsTrail: () => boolean;
}

/** Edits the open user: the fields, the actions, and the other editors. */
export function useDetailEditor({ id, user, mayAudit, tell, showsTrail }: EditorOptions) {
  const editor = useUserEditor(user);
  const actions = useUserActions();
  const { prime } = usePrimedLists();
  /** Why the last action was refused. */
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);
  const isDirty = () => editor.isDirty.value && user.value?.status !== 'DELETED';
  const dialog = useRouteDialog(isDirty, sendAll);
  const { editors } = useUserActivity({
    id,
    editedFrom: editor.editedFrom,
    note: editor.conflict.note,
    // The full one is refused to those who may not read all of it.
    isInFull: () => mayAudit && showsTrail() && user.value?.viewerCanUpdate === true,
    receive: prime,
  });
  watch(id, () => (refusals.value = []));

  async function save(field: EditField): Promise<void> {
    const change = await editor.save(field);
    if (change) tell({ action: 'update', user: change.user, change });
  }

  /** Leaving the user leaves the field that is open, which saves it. */
  async function sendAll(): Promise<void> {
    await Promise.all(editor.unsent().map(save));
    await editor.settled();
  }

  async function perform(action: UserAction): Promise<void> {
    const answer = await actions.act(action, id());
    if (answer) refusals.value = answer.userErrors;
    if (!answer?.user) return;
    tell({ action, user: answer.user });
    if (action === 'delete') dialog.close();
    else editor.catchUp(answer.user);
  }

  return {
    editor,
    editors,
    dialog,
    save,
    perform,
    isActing: actions.isActing,
    refusals,
    fault: computed(() => actions.fault.value),
  };
}
