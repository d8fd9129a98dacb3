import { useColorMode as useStoredMode } from '@vueuse/core';
import { computed, type WritableComputedRef } from 'vue';
import { ownName } from './server/base-path';

export const COLOR_MODES = ['light', 'dark', 'system'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** The chosen colours, kept on this device and shared by its tabs; `system` follows the system as it changes. */
export function useColorMode(): { mode: WritableComputedRef<ColorMode> } {
  const { store } = useStoredMode({
    // public/before-paint.js reads the same key.
    storageKey: ownName('colorMode'),
    // It would do so by a <style> element, which the Content-Security-Policy refuses.
    disableTransition: false,
  });
  const mode = computed<ColorMode>({
    get: () => (store.value === 'auto' ? 'system' : store.value),
    set: (next) => (store.value = next === 'system' ? 'auto' : next),
  });
  return { mode };
}
