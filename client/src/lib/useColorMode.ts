import { useEventListener } from '@vueuse/core';
import { computed, shallowRef, type WritableComputedRef } from 'vue';
import { ownName } from './server/base-path';

export const COLOR_MODES = ['light', 'dark', 'system'] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

/** Says to the rest of this page what was chosen; `storage` events come to other tabs alone. */
const CHOSEN = 'rollcall:color-mode';

/**
 * The chosen colours, kept on this device and shared by its tabs; `system` follows the system as it changes, which public/before-paint.js
 * does: it reads the same key. VueUse's would be 1 KB more for the sign-in pages.
 */
export function useColorMode(): { mode: WritableComputedRef<ColorMode> } {
  const key = ownName('colorMode');
  const chosen = shallowRef(stored(key));

  function show(mode: ColorMode): void {
    chosen.value = mode;
    const isDark =
      mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    document.documentElement.classList.toggle('dark', isDark);
    document.documentElement.classList.toggle('light', !isDark);
  }

  useEventListener(window, 'storage', (event) => {
    if (event.key === key || event.key === null) show(stored(key));
  });
  useEventListener(window, CHOSEN, (event) => show((event as CustomEvent<ColorMode>).detail));
  show(chosen.value);

  const mode = computed<ColorMode>({
    get: () => chosen.value,
    set: (next) => {
      try {
        localStorage.setItem(key, next === 'system' ? 'auto' : next);
      } catch {
        // Where storage is forbidden, it holds for this page.
      }
      window.dispatchEvent(new CustomEvent(CHOSEN, { detail: next }));
    },
  });
  return { mode };
}

function stored(key: string): ColorMode {
  try {
    const found = localStorage.getItem(key);
    return found === 'light' || found === 'dark' ? found : 'system';
  } catch {
    return 'system';
  }
}
