import { computed, ref, shallowRef } from 'vue';
import type { UserDetailsFragment } from '../../../gql/graphql';
import { useDraftConflict } from '../../conflict/useDraftConflict';
import { draftOf, type EditField, isSameDraft, isSameField, mergeDrafts } from './user-draft';

/** The draft of an existing user, merged with changes by others. */
export function useUserDraft() {
  /** The user, and the version that a change is based on. It grows as others' changes are merged. */
  const from = shallowRef<{ id: string; version: number }>();
  /** The version that was begun from. */
  const begunFrom = shallowRef(0);
  const base = shallowRef(draftOf());
  const draft = ref(draftOf());
  const conflict = useDraftConflict();
  const isDirty = computed(() => !isSameDraft(base.value, draft.value));

  function begin(now: UserDetailsFragment): void {
    from.value = { id: now.id, version: now.version };
    begunFrom.value = now.version;
    base.value = draftOf(now);
    draft.value = draftOf(now);
    conflict.clear();
  }

  /** Takes over the current user. Answers whether no typed value is left. */
  function catchUp(now: UserDetailsFragment): boolean {
    if (now.id !== from.value?.id || !isDirty.value) {
      begin(now);
      return true;
    }
    if (now.version < from.value.version) return false;
    const present = draftOf(now);
    const merge = mergeDrafts(base.value, draft.value, present);
    from.value = { id: now.id, version: now.version };
    base.value = present;
    draft.value = merge.draft;
    conflict.add(merge, present);
    return false;
  }

  return {
    from,
    base,
    draft,
    conflict,
    isDirty,
    isChanged: (field: EditField) => !isSameField(field, base.value, draft.value),
    /** Undefined while nothing was typed. */
    editedFrom: computed(() => (isDirty.value ? begunFrom.value : undefined)),
    catchUp,
    set: (field: EditField, value: string | string[]) => {
      draft.value = { ...draft.value, [field]: value };
    },
    /** The field as the server has it, which may have trimmed it. */
    settle: (field: EditField, user: UserDetailsFragment) => {
      const present = draftOf(user)[field];
      base.value = { ...base.value, [field]: present };
      draft.value = { ...draft.value, [field]: present };
    },
  };
}
