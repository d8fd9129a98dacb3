import { watch } from 'vue';
import type { Want } from '../live-list/list-request';

interface WantedRowsOptions {
  /** What will be in view soon, and is not there. */
  want: () => Want | undefined;
  /** Whether it was asked for and did not come: then a person asks again. */
  isFailed: () => boolean;
  ask: (want: Want) => void;
}

/** Asks for rows as soon as they are wanted. Answers what asks for them again. */
export function useWantedRows({ want, isFailed, ask }: WantedRowsOptions): () => void {
  const more = () => {
    const wanted = want();
    if (wanted) ask(wanted);
  };
  watch(
    // By its text: what is wanted is the same for many rows in turn.
    () => JSON.stringify(want()),
    () => {
      if (!isFailed()) more();
    },
    { flush: 'post', immediate: true },
  );
  return more;
}
