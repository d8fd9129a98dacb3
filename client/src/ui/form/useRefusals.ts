import { computed, shallowRef } from 'vue';

export interface Refusal {
  code: string;
  message: string;
  path: readonly string[];
}

interface RefusalOptions<Draft extends object> {
  draft: () => Draft;
  /** What the server said to the last try. */
  refusals: () => readonly Refusal[];
  /** The field that a refusal is shown at, by the last of its path. */
  fieldOf: (name: string) => string | undefined;
}

/** Tells what was refused of a form's fields from what belongs to none. */
export function useRefusals<Draft extends object>({ draft, refusals, fieldOf }: RefusalOptions<Draft>) {
  const nameOf = ({ path }: Refusal) => fieldOf(path.at(-1) ?? '');
  const valueOf = (of: Partial<Draft>, name: string) => (of as Record<string, unknown>)[name];
  /**
   * Refusals that belong to a field, with what stood there: they are right until something else does. By the form's
   * `setErrors` alone they would go when the last letter is checked, which may be after the answer.
   */
  const refused = shallowRef<{ name: string; message: string; value: unknown }[]>([]);

  return {
    others: computed(() => refusals().filter((refusal) => nameOf(refusal) === undefined)),
    /** Takes up the refusals; answers with whether any belongs to a field. */
    take: (): boolean => {
      refused.value = refusals().flatMap((refusal) => {
        const name = nameOf(refusal);
        return name === undefined ? [] : [{ name, message: refusal.message, value: valueOf(draft(), name) }];
      });
      return refused.value.length > 0;
    },
    forget: () => (refused.value = []),
    /** The refusals of fields that have not changed since. */
    standing: (now: Partial<Draft>) =>
      refused.value.filter(({ name, value }) => valueOf(now, name) === value),
  };
}
