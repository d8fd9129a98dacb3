import { useI18n } from 'vue-i18n';
import ar from 'virtual:messages/ar/bulk';
import en from 'virtual:messages/en/bulk';

/** Adds the texts of bulk work: they are loaded with it, as most visits change one user or none. */
export function useBulkTexts(): void {
  const texts = useI18n();
  texts.mergeLocaleMessage('en', en);
  texts.mergeLocaleMessage('ar', ar);
}
