import { onMounted, watch } from 'vue';
import { useI18n } from 'vue-i18n';

/**
 * Names the region of the toasts in the language on screen. Reka UI's name for it is English, and Nuxt UI's Toaster
 * offers no way to give another.
 */
export function useToasterLabel(): void {
  const { t, locale } = useI18n();

  function name(): void {
    const region = document.querySelector('[role="region"]:has(> ol[data-slot="viewport"])');
    region?.setAttribute('aria-label', t('frame.notifications'));
  }

  onMounted(() => watch(locale, name, { immediate: true, flush: 'post' }));
}
