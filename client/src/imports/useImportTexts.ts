import { useI18n } from 'vue-i18n';
import ar from 'virtual:messages/ar/imports';
import en from 'virtual:messages/en/imports';

/** Adds the texts of imports: they are loaded with the page. */
export function useImportTexts(): void {
  const texts = useI18n();
  texts.mergeLocaleMessage('en', en);
  texts.mergeLocaleMessage('ar', ar);
}

/** The label of a field that a column or a change names. */
export function labelKey(field: string): string {
  if (field === 'id') return 'import.reading.id';
  return `users.field.${field === 'roles' ? 'roleIds' : field}`;
}
