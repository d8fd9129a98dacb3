import { computed, ref } from 'vue';
import type { Draft } from '../history/kept';

/** How many tabs are open at most: one more closes the oldest. */
export const TABS_MAX = 20;

export interface Tab extends Draft {
  /** Of this visit alone. */
  readonly id: number;
}

/**
 * The operations that are open at once, of which one is on screen. There is always one.
 * @param index of the one on screen
 */
export function useTabs(drafts: readonly Draft[], index: number) {
  let made = 0;
  const make = ({ document, variables }: Draft): Tab => ({ id: (made += 1), document, variables });
  const tabs = ref<Tab[]>((drafts.length > 0 ? drafts : [EMPTY]).map(make));
  const place = ref(Math.min(Math.max(index, 0), tabs.value.length - 1));
  // `place` is never past the end, and there is always one.
  const current = computed(() => tabs.value[place.value]!);

  /** Opens it in a tab of its own, or shows the tab that has the same already. */
  function open(draft: Draft = EMPTY): void {
    const same = tabs.value.findIndex(
      ({ document, variables }) => document === draft.document && variables === draft.variables,
    );
    if (same !== -1) return select(same);
    if (tabs.value.length >= TABS_MAX) tabs.value.shift();
    place.value = tabs.value.push(make(draft)) - 1;
  }

  function select(at: number): void {
    place.value = at;
  }

  /** The tab after it takes its place, else the one before. */
  function close(at: number): void {
    tabs.value.splice(at, 1);
    if (tabs.value.length === 0) tabs.value.push(make(EMPTY));
    if (at < place.value || place.value === tabs.value.length) place.value -= 1;
  }

  return {
    tabs: computed(() => tabs.value),
    place: computed(() => place.value),
    current,
    open,
    select,
    close,
  };
}

const EMPTY: Draft = { document: '', variables: '' };
