import { computed, ref, shallowReactive, watch } from 'vue';
import type { Answer } from './answer';
import { type Run, useRun } from './useRun';

/**
 * Runs operations and keeps an answer for each tab. One operation runs at a time: another one ends it, in whichever tab.
 * @param tab the id of the one on screen
 */
export function useAnswers(token: () => string | undefined, tab: () => number) {
  const { answer, underWay, run, stop } = useRun(token);
  const answers = shallowReactive(new Map<number, Answer>());
  const ranIn = ref<number>();

  watch(
    answer,
    (now) => {
      if (now && ranIn.value !== undefined) answers.set(ranIn.value, now);
    },
    { flush: 'sync' },
  );

  return {
    answer: computed(() => answers.get(tab())),
    underWay: computed(() => (ranIn.value === tab() ? underWay.value : undefined)),
    run(asked: Run): void {
      ranIn.value = tab();
      void run(asked);
    },
    stop,
    /** For a tab that is closed. */
    forget(closed: number): void {
      answers.delete(closed);
      if (ranIn.value !== closed) return;
      stop();
      ranIn.value = undefined;
    },
  };
}
