import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { loadTexts } from '../messages/messages';
import { type Language, rememberLanguage, showLanguage } from './language';

/** The language on screen, and the way to another: everywhere, and kept for the next visit. */
export function useLanguage() {
  const texts = useI18n();
  const { locale } = texts;
  const language = computed(() => locale.value as Language); // createTexts and `choose` set no other.

  async function choose(next: Language): Promise<void> {
    await loadTexts(texts, next);
    locale.value = next;
    rememberLanguage(next);
    showLanguage(next);
  }

  return { language, choose };
}
