import { useI18n } from 'vue-i18n';
import ar from 'virtual:messages/ar/playground';
import en from 'virtual:messages/en/playground';

/** Adds the playground's texts: they are loaded with it, as most people never open it. */
export function usePlaygroundTexts(): void {
  const texts = useI18n();
  texts.mergeLocaleMessage('en', en);
  texts.mergeLocaleMessage('ar', ar);
}
