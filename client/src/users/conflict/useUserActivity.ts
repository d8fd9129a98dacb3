import { useSubscription } from '@vue/apollo-composable';
import { computed, type Ref, shallowRef, watch } from 'vue';
import type {
  FieldChangeFragment,
  UserActivityInFullSubscription,
  UserActivityPartsFragment,
} from '../../gql/graphql';
import { UserActivityDocument, UserActivityInFullDocument } from '../detail/detail.documents';

export type UserEditor = UserActivityPartsFragment['editors'][number];
export type UserInFull = NonNullable<UserActivityInFullSubscription['userActivity']['user']>;

interface ActivityOptions {
  id: () => string;
  /** The version that the edit here began with; undefined while nothing was typed. */
  editedFrom: Readonly<Ref<number | undefined>>;
  /** Takes what was written since that version. */
  note: (changes: readonly FieldChangeFragment[]) => void;
  /** Whether what only few may see is on screen, and is to be kept up to date. */
  isInFull: () => boolean;
  receive: (user: UserInFull) => void;
}

/** Announces that the user is edited here, and receives the editors elsewhere. By the one socket, without a request. */
export function useUserActivity({ id, editedFrom, note, isInFull, receive }: ActivityOptions) {
  const editors = shallowRef<readonly UserEditor[]>([]);
  const variables = computed(() => ({
    id: id(),
    isEditing: editedFrom.value !== undefined,
    since: editedFrom.value ?? 0,
  }));
  // In full or not, there is one of them at a time: two would be two windows to others.
  const options = (isOn: boolean) => ({ fetchPolicy: 'no-cache' as const, enabled: isOn });
  const plain = useSubscription(UserActivityDocument, variables, () => options(!isInFull()));
  const inFull = useSubscription(UserActivityInFullDocument, variables, () => options(isInFull()));
  plain.onResult(({ data }) => data && take(data.userActivity));
  inFull.onResult(({ data }) => {
    if (data) take(data.userActivity);
    if (data?.userActivity.user) receive(data.userActivity.user);
  });

  function take(activity: UserActivityPartsFragment): void {
    editors.value = activity.editors;
    if (activity.changes) note(activity.changes);
  }

  watch(id, () => (editors.value = []));
  return { editors };
}
