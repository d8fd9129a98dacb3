import { computed, ref, shallowRef } from 'vue';
import type { BulkChangeInput, BulkChangeKind } from '../../gql/graphql';
import type { BulkTarget } from '../bulk-target';
import { useBulkWrites } from '../useBulkWrites';
import { isTyped } from './bulk-actions';
import { useBulkPreview } from './useBulkPreview';

/** Whether the change needs a role or a value beside its kind. */
const needsValues = (kind: BulkChangeKind): boolean =>
  kind === 'ADD_ROLE' || kind === 'REMOVE_ROLE' || kind === 'SET_FIELD';

/** The steps to a job: its values where it has any, what it would change, and its start. */
export function useBulkStart(kind: BulkChangeKind, target: BulkTarget) {
  const { preview, fault: previewFault, isLoading, ask } = useBulkPreview();
  const { start, isSending, fault, refusals } = useBulkWrites();
  const change = shallowRef<BulkChangeInput>();
  const typed = ref('');
  const inputOf = (change: BulkChangeInput) => ({ change, ...target });

  function choose(chosen: BulkChangeInput): void {
    change.value = chosen;
    void ask(inputOf(chosen));
  }
  if (!needsValues(kind)) choose({ kind });

  /** What to type, so that a large change is not made by a slip; undefined: nothing. */
  const toType = computed(() => {
    const total = preview.value?.total ?? 0;
    return isTyped(kind, total) ? String(total) : undefined;
  });
  const wasRefused = computed(() => (preview.value?.userErrors.length ?? 0) > 0);

  return {
    preview,
    isLoading,
    isSending,
    typed,
    toType,
    needsValues: needsValues(kind),
    /** Whether the values are still to be given, or to be given otherwise. */
    isAtValues: computed(() => needsValues(kind) && (change.value === undefined || wasRefused.value)),
    fault: computed(() => previewFault.value ?? fault.value),
    refusals: computed(() => [...(preview.value?.userErrors ?? []), ...refusals.value]),
    canStart: computed(
      () =>
        (preview.value?.changed ?? 0) > 0 &&
        !wasRefused.value &&
        (toType.value === undefined || typed.value.trim() === toType.value),
    ),
    choose,
    /** Back to the values. */
    back: () => {
      change.value = undefined;
      preview.value = undefined;
    },
    again: () => change.value && void ask(inputOf(change.value)),
    /** @returns the job, if there is one now */
    run: async () => {
      if (!change.value || !preview.value) return undefined;
      const { total, totalIsCapped } = preview.value;
      return start({ ...inputOf(change.value), expectedCount: totalIsCapped ? null : total });
    },
  };
}
