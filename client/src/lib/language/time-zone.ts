import { computed, shallowRef } from 'vue';

const chosen = shallowRef<string>();
const browser = computed(() => Intl.DateTimeFormat().resolvedOptions().timeZone);

/** In which the reader's days begin and clocks are read, by its IANA name: that of the account, else the browser's. */
export const timeZone = computed(() => chosen.value ?? browser.value);

/** @param zone that of the account; null for none. One that this browser does not know counts as none. */
export function chooseTimeZone(zone: string | null | undefined): void {
  chosen.value = zone && isKnown(zone) ? zone : undefined;
}

function isKnown(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
