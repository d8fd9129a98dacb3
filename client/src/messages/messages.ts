import { createI18n } from 'vue-i18n';
import { LANGUAGES, type Language } from '../lib/language';
import ar from './ar.json';
import en from './en.json';
import type playground from './playground/en.json';

/** With those of the playground, which come with its page. */
type Catalogue = typeof en & typeof playground;

/** The dotted path of every message, such as `frame.skip`. */
export type MessageKey = Paths<Catalogue>;

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T &
  string];

declare module 'vue-i18n' {
  // Editors complete the keys from it; `pnpm check` refuses the unknown ones.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be merged.
  export interface DefineLocaleMessage extends Catalogue {}
}

/** Texts in the given language; English where a message is missing. */
export function createTexts(language: Language) {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    // The playground's texts are missing until its page adds them (usePlaygroundTexts).
    messages: { en: en as Catalogue, ar: ar as Catalogue },
    pluralRules: Object.fromEntries(Object.keys(LANGUAGES).map((tag) => [tag, pluralRule(tag)])),
  });
}

export type Texts = ReturnType<typeof createTexts>;

/**
 * Which of a message's forms (`one | other`) a count takes. The forms stand in the order in which Unicode lists
 * the language's: `one | other` in English, `zero | one | two | few | many | other` in Arabic.
 */
function pluralRule(language: string): (count: number, forms: number) => number {
  const rules = new Intl.PluralRules(language);
  const order = ['zero', 'one', 'two', 'few', 'many', 'other'].filter((category) =>
    rules.resolvedOptions().pluralCategories.some((known) => known === category),
  );
  return (count, forms) => Math.min(order.indexOf(rules.select(count)), forms - 1);
}
