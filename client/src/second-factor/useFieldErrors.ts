import { nextTick, type Ref, watch } from 'vue';
import type { FormErrorFragment } from '../gql/graphql';

interface FormWithErrors {
  setErrors: (errors: { name: string; message: string }[]) => void;
}

/** Shows each refusal at its field, by the last of its path, and goes to the first. */
export function useFieldErrors(
  refusals: Readonly<Ref<readonly FormErrorFragment[]>>,
  form: Readonly<Ref<FormWithErrors | null>>,
  fields: readonly string[],
  formId: string,
) {
  const nameOf = ({ path }: FormErrorFragment) => fields.find((name) => name === path.at(-1));

  async function focusFirst(): Promise<void> {
    await nextTick();
    document.getElementById(formId)?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  watch(refusals, (now) => {
    const errors = now.flatMap((refusal) => {
      const name = nameOf(refusal);
      return name ? [{ name, message: refusal.message }] : [];
    });
    form.value?.setErrors(errors);
    if (errors.length > 0) void focusFirst();
  });

  return {
    focusFirst,
    /** What stands at no field. */
    others: (all: readonly FormErrorFragment[]) => all.filter((each) => !nameOf(each)),
  };
}
