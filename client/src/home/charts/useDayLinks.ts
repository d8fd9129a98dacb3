import { useRouter } from 'vue-router';
import type { DaySeries } from './day-series';

/** Stands for a day in an address. An address escapes neither of them. */
const PLACEHOLDER = '0000-00-00';

/**
 * The links of the days of a chart, which are plain elements. A chart has up to sixty, and as many `RouterLink` took two thirds
 * of the time of the charts: each is a component and resolves its address.
 */
export function useDayLinks() {
  const router = useRouter();

  /** The address of each day; undefined for a series without links. */
  function hrefsOf({ linkOf }: DaySeries): (day: string) => string | undefined {
    const pattern = linkOf && router.resolve(linkOf(PLACEHOLDER)).href;
    return (day) => pattern?.replaceAll(PLACEHOLDER, day);
  }

  /** For `click`: with other keys and buttons, the browser follows the link itself. */
  function follow(event: MouseEvent, { linkOf }: DaySeries, day: string): void {
    const { defaultPrevented, button, metaKey, altKey, ctrlKey, shiftKey } = event;
    if (!linkOf || defaultPrevented || button !== 0) return;
    if (metaKey || altKey || ctrlKey || shiftKey) return;
    event.preventDefault();
    void router.push(linkOf(day));
  }

  return { hrefsOf, follow };
}
