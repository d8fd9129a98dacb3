import { useApolloClient } from '@vue/apollo-composable';
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { FormErrorFragment, UserDetailsFragment, WrittenUserFragment } from '../../gql/graphql';
import { useDraftConflict } from '../conflict/useDraftConflict';
import { rememberUser } from '../user-cache';
import { type DraftField, draftOf, isSameDraft, mergeDrafts, updateInput } from './user-draft';
import { useUpdateUser } from './useUpdateUser';
import type { WriteAnswer } from './useUserWrite';

/**
 * The form of a user who is there. While nothing was typed it follows what others change; afterwards others' changes are
 * merged into it, and a field that both changed waits for a decision.
 */
export function useUserEditor(user: Readonly<Ref<UserDetailsFragment | null | undefined>>) {
  const { update, isSending, fault } = useUpdateUser();
  const { resolveClient } = useApolloClient();
  const from = shallowRef<{ id: string; version: number }>();
  /** The version that was begun from: `from` moves on as others' changes are merged. */
  const begunFrom = shallowRef(0);
  const base = shallowRef(draftOf());
  const draft = ref(draftOf());
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);
  const emailHolder = shallowRef<WriteAnswer['emailHolder']>(null);
  const conflict = useDraftConflict();

  const isDirty = computed(() => !isSameDraft(base.value, draft.value));

  function begin(now: UserDetailsFragment): void {
    from.value = { id: now.id, version: now.version };
    begunFrom.value = now.version;
    base.value = draftOf(now);
    draft.value = draftOf(now);
    refusals.value = [];
    emailHolder.value = null;
    conflict.clear();
  }

  /** Merges what the user is by now. */
  function catchUp(now: UserDetailsFragment): void {
    const present = draftOf(now);
    const merge = mergeDrafts(base.value, draft.value, present);
    from.value = { id: now.id, version: now.version };
    base.value = present;
    draft.value = merge.draft;
    conflict.add(merge, present);
  }

  watch(
    user,
    (now) => {
      if (!now) return;
      if (now.id !== from.value?.id || !isDirty.value) begin(now);
      else if (now.version > from.value.version) catchUp(now);
    },
    { immediate: true },
  );

  /** Resolves with the user where they were saved. What waits for a decision is not sent. */
  async function save(): Promise<WrittenUserFragment | undefined> {
    if (!from.value || conflict.clashes.value.size > 0) return undefined;
    const answer = await update(updateInput(from.value, base.value, draft.value));
    if (!answer) return undefined;
    if (answer.conflict) {
      conflict.note(answer.conflict.changes);
      catchUp(answer.conflict.user);
      rememberUser(resolveClient().cache, answer.conflict.user);
    }
    refusals.value = answer.userErrors.filter(({ code }) => code !== 'STALE_VERSION' || !answer.conflict);
    emailHolder.value = answer.emailHolder;
    if (answer.user) begin(answer.user);
    return answer.user ?? undefined;
  }

  function takeTheirs(field: DraftField): void {
    const { theirs } = conflict;
    if (theirs.value) draft.value = { ...draft.value, [field]: theirs.value[field] };
    conflict.decide(field);
  }

  return {
    draft,
    isDirty,
    /** Undefined while nothing was typed. */
    editedFrom: computed(() => (isDirty.value ? begunFrom.value : undefined)),
    conflict,
    takeTheirs,
    keepMine: conflict.decide,
    refusals,
    emailHolder,
    save,
    catchUp,
    isSending,
    fault,
  };
}
