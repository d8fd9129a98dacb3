import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import type { FormErrorFragment, UserDetailsFragment, WrittenUserFragment } from '../../gql/graphql';
import { draftOf, isSameDraft, rebase, updateInput } from './user-draft';
import { useUpdateUser } from './useUpdateUser';

/**
 * The form of a user who is there. While nothing was typed it follows what others change; afterwards it keeps to
 * what it began from, and says that there is something newer.
 */
export function useUserEditor(user: Readonly<Ref<UserDetailsFragment | null | undefined>>) {
  const { update, isSending, fault } = useUpdateUser();
  const from = shallowRef<{ id: string; version: number }>();
  const base = shallowRef(draftOf());
  const draft = ref(draftOf());
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);
  const wasRefused = ref(false);

  const isDirty = computed(() => !isSameDraft(base.value, draft.value));
  const isBehind = computed(
    () => wasRefused.value || (from.value !== undefined && (user.value?.version ?? 0) > from.value.version),
  );

  function begin(now: UserDetailsFragment): void {
    from.value = { id: now.id, version: now.version };
    base.value = draftOf(now);
    draft.value = draftOf(now);
    refusals.value = [];
    wasRefused.value = false;
  }

  /** Takes over what the user is by now, but for what was typed. */
  function catchUp(now: UserDetailsFragment): void {
    const merged = rebase(base.value, draft.value, draftOf(now));
    begin(now);
    draft.value = merged;
  }

  watch(
    user,
    (now) => {
      if (now && (now.id !== from.value?.id || !isDirty.value)) begin(now);
    },
    { immediate: true },
  );

  /** Resolves with the user where they were saved. */
  async function save(): Promise<WrittenUserFragment | undefined> {
    const answer = from.value && (await update(updateInput(from.value, base.value, draft.value)));
    if (!answer) return undefined;
    wasRefused.value = answer.userErrors.some(({ code }) => code === 'STALE_VERSION');
    refusals.value = answer.userErrors.filter(({ code }) => code !== 'STALE_VERSION');
    if (answer.user) begin(answer.user);
    return answer.user ?? undefined;
  }

  return { draft, isDirty, isBehind, refusals, save, catchUp, isSending, fault };
}
