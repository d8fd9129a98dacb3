import { type MaybeRefOrGetter, toValue, watch } from 'vue';

/**
 * Scrolls the current item of a row of tabs into view, which is wider than a phone.
 * @param current what changes when another item is the current one
 */
export function useInView(
  row: MaybeRefOrGetter<HTMLElement | null | undefined>,
  selector: string,
  current: () => unknown,
): void {
  watch(
    [() => toValue(row), current],
    () => toValue(row)?.querySelector(selector)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    { immediate: true, flush: 'post' },
  );
}
