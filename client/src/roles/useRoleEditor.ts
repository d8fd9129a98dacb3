import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useViewer } from '../auth/session/useSession';
import type { RoleRowFragment } from '../gql/graphql';
import { copyOf, createInput, draftOf, isSameDraft, rebase, type RoleTask, updateInput } from './role-draft';
import { useRoleName } from './useRoleName';
import { useCreateRole, useUpdateRole } from './useRoleWrites';

/**
 * What is typed of a role, and its sending.
 * @param present the role in its current state
 */
export function useRoleEditor(task: RoleTask, present: (id: string) => RoleRowFragment | undefined) {
  const { t } = useI18n();
  const { viewer } = useViewer();
  const roleName = useRoleName();
  const { send, isSending, fault, refusals } = task.kind === 'new' ? creation() : change(task.role);

  function creation() {
    const { send: create, ...rest } = useCreateRole();
    return { ...rest, send: () => create({ input: createInput(draft.value) }) };
  }

  function change({ id }: RoleRowFragment) {
    const { send: update, ...rest } = useUpdateRole();
    const input = () => updateInput({ id, version: version.value }, base.value, draft.value);
    return { ...rest, send: () => update({ input: input() }) };
  }

  function begin() {
    if (task.kind === 'change') return draftOf(task.role);
    const { from } = task;
    return from
      ? copyOf(from, t('roles.copyOf', { name: roleName(from.name) }), viewer.value?.permissions ?? [])
      : draftOf();
  }

  /** The role when editing began: a field that differs from it was typed. */
  const base = shallowRef(begin());
  const draft = ref(begin());
  const version = ref(task.kind === 'change' ? task.role.version : 0);

  /** Brings in what others have changed meanwhile. */
  function catchUp(): void {
    const now = task.kind === 'change' && present(task.role.id);
    if (!now) return;
    draft.value = rebase(base.value, draft.value, draftOf(now));
    base.value = draftOf(now);
    version.value = now.version;
    refusals.value = [];
  }

  return {
    draft,
    isDirty: computed(() => !isSameDraft(base.value, draft.value)),
    isBehind: computed(() => refusals.value.some(({ code }) => code === 'STALE_VERSION')),
    save: send,
    catchUp,
    isSending,
    fault,
    refusals,
  };
}
