import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { type Language, rememberLanguage, showLanguage } from './language';

/** The language on screen, and the way to another: at once, everywhere, and kept for the next visit. */
export function useLanguage() {
  const { locale } = useI18n();
  const language = computed(() => locale.value as Language); // createTexts and `choose` set no other.

  function choose(next: Language): void {
    locale.value = next;
    rememberLanguage(next);
    showLanguage(next);
  }

  return { language, choose };
}
