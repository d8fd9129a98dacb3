import { computed, reactive, shallowRef, watch, type Ref } from 'vue';
import * as v from 'valibot';
import type { UserDetailsFragment, WrittenUserFragment } from '../../gql/graphql';
import { EDIT_FIELDS, type EditField, type UserDraft } from './form/user-draft';
import { type FieldChange, type FieldRefusal, useFieldSaves } from './useFieldSaves';
import { useUserDraft } from './form/useUserDraft';
import { useUserSchema } from './form/useUserSchema';
import type { WriteAnswer } from './useUserWrite';

type Saved = FieldChange & { user: WrittenUserFragment };

/**
 * The fields of an open user, each of which is edited in place and saved by itself. A field in which nothing was typed follows
 * what others change; a field that both changed waits for a decision.
 */
export function useUserEditor(user: Readonly<Ref<UserDetailsFragment | null | undefined>>) {
  const own = useUserDraft();
  const { draft, base, conflict, isChanged } = own;
  const check = useFieldCheck(draft);
  /** The field that was opened last. */
  const active = shallowRef<EditField>();
  const refusals = reactive(new Map<EditField, FieldRefusal>());
  const emailHolder = shallowRef<WriteAnswer['emailHolder']>(null);

  function catchUp(now: UserDetailsFragment): void {
    if (now.id !== own.from.value?.id) active.value = undefined;
    if (!own.catchUp(now)) return;
    refusals.clear();
    emailHolder.value = null;
  }

  const { saving, save: send, settled } = useFieldSaves({ own, refusals, emailHolder, catchUp });

  watch(
    user,
    (now) => {
      // The answer to a save says more than the news of it.
      if (now && (now.id !== own.from.value?.id || saving.size === 0)) catchUp(now);
    },
    { immediate: true },
  );

  /** Resolves with what was changed, where it was saved. What waits for a decision is not sent. */
  async function save(field: EditField): Promise<Saved | undefined> {
    if (saving.has(field) || conflict.clashes.value.has(field)) return undefined;
    if (!isChanged(field)) return void cancel(field);
    const messages = check(field);
    if (messages.length > 0) return void refusals.set(field, { messages });
    if (active.value === field) active.value = undefined;
    const saved = await send(field);
    if (user.value && saving.size === 0) catchUp(user.value);
    return saved;
  }

  /** Closes a field, which then has what the user has. */
  function cancel(field: EditField): void {
    own.set(field, base.value[field]);
    refusals.delete(field);
    conflict.decide(field);
    if (field === 'email') emailHolder.value = null;
    if (active.value === field) active.value = undefined;
    if (!own.isDirty.value && saving.size === 0) conflict.clear();
  }

  function change(field: EditField, value: string | string[]): void {
    active.value = field;
    own.set(field, value);
    refusals.delete(field);
  }

  return {
    draft: computed(() => draft.value),
    isDirty: own.isDirty,
    editedFrom: own.editedFrom,
    edit: (field: EditField) => void (active.value = field),
    /** Whether the field takes what is typed: it was opened, or holds something that is not saved. */
    isOpen: (field: EditField) => !saving.has(field) && (active.value === field || isChanged(field)),
    isActive: (field: EditField) => active.value === field,
    isChanged,
    isSaving: (field: EditField) => saving.has(field),
    refusalOf: (field: EditField) => refusals.get(field),
    change,
    save,
    cancel,
    conflict,
    emailHolder,
    /** Merges what an action made of the user. */
    catchUp,
    /** What was typed and was neither sent nor refused. */
    unsent: () =>
      EDIT_FIELDS.filter((field) => isChanged(field) && !saving.has(field) && !refusals.has(field)),
    /** When all that is on its way has been answered. */
    settled,
  };
}

export type UserEditor = ReturnType<typeof useUserEditor>;

/** What can be said of a field without the server. */
function useFieldCheck(draft: Readonly<Ref<UserDraft>>): (field: EditField) => string[] {
  const schema = useUserSchema();
  return (field) => {
    const { issues = [] } = v.safeParse(schema.value, draft.value);
    return issues.filter(({ path }) => path?.[0]?.key === field).map(({ message }) => message);
  };
}
