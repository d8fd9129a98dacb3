import { computed, ref, shallowRef } from 'vue';
import type { FieldChangeFragment } from '../../gql/graphql';
import { changedFields, type DraftField, type Merge, type UserDraft } from '../editor/form/user-draft';

/** The name of a field in the API's changes. */
const changeName = (field: DraftField) => (field === 'roleIds' ? 'roles' : field);

/** Changes by others during an edit: the fields that need a decision, and those that were merged. */
export function useDraftConflict() {
  const clashes = ref(new Set<DraftField>());
  const merged = ref(new Set<DraftField>());
  const changes = shallowRef<ReadonlyMap<string, FieldChangeFragment>>(new Map());
  /** The form as the present user would have it. */
  const theirs = shallowRef<UserDraft>();
  /** Whether the form shows anything of it: a change of no field of the form is followed silently. */
  const isOpen = ref(false);

  /** Notes who changed what; may come before or after the merge. */
  function note(noted: readonly FieldChangeFragment[]): void {
    changes.value = new Map([...changes.value, ...noted.map((change) => [change.field, change] as const)]);
  }

  function add(merge: Merge, present: UserDraft): void {
    theirs.value = present;
    if (merge.clashes.length + merge.merged.length > 0) isOpen.value = true;
    const open = new Set([...clashes.value, ...merge.clashes]);
    const different = changedFields(merge.draft, present);
    clashes.value = new Set(different.filter((field) => open.has(field)));
    merged.value = new Set([...merged.value, ...merge.merged].filter((field) => !different.includes(field)));
  }

  function clear(): void {
    clashes.value = new Set();
    merged.value = new Set();
    changes.value = new Map();
    theirs.value = undefined;
    isOpen.value = false;
  }

  return {
    clashes,
    merged,
    theirs,
    note,
    add,
    clear,
    isOpen,
    /** Decided: the field is no longer in conflict. */
    decide: (field: DraftField) => void clashes.value.delete(field),
    changeOf: (field: DraftField) => changes.value.get(changeName(field)),
    /** The last change that is known, for the banner. */
    last: computed(() =>
      [...changes.value.values()].reduce<FieldChangeFragment | undefined>(
        (last, each) => (last && last.occurredAt > each.occurredAt ? last : each),
        undefined,
      ),
    ),
  };
}

export type DraftConflict = ReturnType<typeof useDraftConflict>;
