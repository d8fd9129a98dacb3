import { computed, inject, type InjectionKey } from 'vue';
import { useI18n } from 'vue-i18n';
import { loadLanguage } from '../../messages/messages';
import { type Language, rememberLanguage, showLanguage } from './language';

/** Keeps a choice on the viewer's account. Provided with the console: before signing in there is no account. */
export type KeepLanguage = (language: Language) => void;

export const KEEP_LANGUAGE: InjectionKey<KeepLanguage> = Symbol('keepLanguage');

/** The language on screen, and the way to another: everywhere, and kept for the next visit. */
export function useLanguage() {
  const { locale } = useI18n();
  const keep = inject(KEEP_LANGUAGE, undefined);
  const language = computed(() => locale.value as Language); // createTexts and `changeLanguage` set no other.

  async function choose(next: Language): Promise<void> {
    await changeLanguage(locale, next);
    keep?.(next);
  }

  return { language, choose };
}

/** Shows everything in another language, once its texts are there, and keeps it on this device. */
export async function changeLanguage(locale: { value: string }, next: Language): Promise<void> {
  await loadLanguage(next);
  locale.value = next;
  rememberLanguage(next);
  showLanguage(next);
}
