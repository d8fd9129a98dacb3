import { nextTick, onMounted, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MessageKey } from '../messages/messages';

const LANDMARKS: readonly (readonly [selector: string, name: MessageKey])[] = [
  // From index.html, as it must be there before the app.
  ['#overlays', 'frame.overlays'],
  // Reka UI's own name is English, and Nuxt UI's Toaster offers no way to give another.
  ['[role="region"]:has(> ol[data-slot="viewport"])', 'frame.notifications'],
];

/** Names the landmarks that no template of ours draws, in the language on screen. */
export function useLandmarkNames(): void {
  const { t, locale } = useI18n();

  function name(): void {
    for (const [selector, key] of LANDMARKS)
      document.querySelector(selector)?.setAttribute('aria-label', t(key));
  }

  watch(locale, name, { flush: 'post' });
  // The toasts' region is drawn a tick after everything around it.
  onMounted(() => nextTick(name));
}
