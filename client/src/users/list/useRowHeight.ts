import { useElementSize } from '@vueuse/core';
import { computed, type Ref } from 'vue';
import { CARDS_BELOW, HEAD, ROW } from './user-columns';
import { useDensity } from './useDensity';

/** How high rows are and the head above them, in pixels: on a phone each is a card, elsewhere the density says. */
export function useRowHeight(frame: Readonly<Ref<HTMLElement | null>>) {
  const density = useDensity();
  // Before it is measured, the page tells: rows that change their height once they are drawn push all others about.
  const { width } = useElementSize(frame, { width: document.documentElement.clientWidth, height: 0 });
  const isCards = computed(() => width.value > 0 && width.value < CARDS_BELOW);

  return {
    density,
    rowHeight: computed(() => (isCards.value ? ROW.card : ROW[density.value])),
    headHeight: computed(() => (isCards.value ? 0 : HEAD)),
  };
}
