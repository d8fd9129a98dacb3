import { watch } from 'vue';
import { languageOf } from '../../lib/language/language';
import { changeLanguage } from '../../lib/language/useLanguage';
import type { Session } from './session';

/**
 * Shows the language of the account, where it names one that has a catalogue: in a browser where its person has not chosen
 * it yet, and in other tabs at their next renewal.
 */
export function followOwnLanguage({ viewer }: Session, locale: { value: string }): void {
  watch(
    () => viewer.value?.locale,
    (own) => {
      const language = own ? languageOf(own) : undefined;
      // Where the texts can't be loaded, what is on screen stays, and can be read.
      if (language && language !== locale.value) void changeLanguage(locale, language).catch(() => undefined);
    },
  );
}
