import { useSubscription } from '@vue/apollo-composable';
import { computed, type Ref, shallowRef, watch } from 'vue';
import type { FieldChangeFragment, UserActivitySubscription } from '../../gql/graphql';
import { UserActivityDocument } from './activity.documents';

export type UserEditor = UserActivitySubscription['userActivity']['editors'][number];

interface ActivityOptions {
  id: () => string;
  /** The version from which somebody edits here; undefined while nothing was typed. */
  editedFrom: Readonly<Ref<number | undefined>>;
  /** Takes what was written since that version. */
  note: (changes: readonly FieldChangeFragment[]) => void;
}

/** Tells others that the user is edited here, and who edits elsewhere. By the one socket, without a request. */
export function useUserActivity({ id, editedFrom, note }: ActivityOptions) {
  const editors = shallowRef<readonly UserEditor[]>([]);
  const variables = computed(() => ({
    id: id(),
    isEditing: editedFrom.value !== undefined,
    since: editedFrom.value ?? 0,
  }));
  const { onResult } = useSubscription(UserActivityDocument, variables, { fetchPolicy: 'no-cache' });
  onResult(({ data }) => {
    if (!data) return;
    editors.value = data.userActivity.editors;
    if (data.userActivity.changes) note(data.userActivity.changes);
  });
  watch(id, () => (editors.value = []));
  return { editors };
}
