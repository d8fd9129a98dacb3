import { createI18n } from 'vue-i18n';
import ar from 'virtual:messages/ar/entry';
import en from 'virtual:messages/en/entry';
import { LANGUAGES, type Language } from '../lib/language';
import type bulk from './bulk/en.json';
import type catalogue from './en.json';
import type playground from './playground/en.json';

/** With those of bulk work and of the playground, which come with their code. */
type Catalogue = typeof catalogue & typeof bulk & typeof playground;

/** The dotted path of every message, such as `frame.skip`. */
export type MessageKey = Paths<Catalogue>;

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T &
  string];

declare module 'vue-i18n' {
  // Editors complete the keys from it; `pnpm check` refuses the unknown ones.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be merged.
  export interface DefineLocaleMessage extends Catalogue {}
}

/** Texts of the ways in, in the given language; English where a message is missing. */
export function createTexts(language: Language) {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    // Those of the console are missing until `loadConsoleTexts`, those of a part until its code adds them.
    messages: { en: en as unknown as Catalogue, ar: ar as unknown as Catalogue },
    pluralRules: Object.fromEntries(Object.keys(LANGUAGES).map((tag) => [tag, pluralRule(tag)])),
  });
}

export type Texts = ReturnType<typeof createTexts>;

const consoleTexts = {
  en: () => import('virtual:messages/en/console'),
  ar: () => import('virtual:messages/ar/console'),
};

/** The languages whose texts of the console are there, or on their way. */
const loaded = new Map<Language, Promise<void>>();

type Composer = Pick<Texts['global'], 'mergeLocaleMessage'>;

/** Adds the texts of the console's pages in one language. A failed try is made again by the next call. */
export async function loadConsoleTexts(composer: Composer, language: Language): Promise<void> {
  const load = async () => composer.mergeLocaleMessage(language, (await consoleTexts[language]()).default);
  const loading = loaded.get(language) ?? load();
  loaded.set(language, loading);
  await loading.catch((error: unknown) => {
    loaded.delete(language);
    throw error;
  });
}

/** Adds what the pages on screen need to be shown in another language. */
export async function loadTexts(composer: Composer, language: Language): Promise<void> {
  if (loaded.size > 0) await loadConsoleTexts(composer, language);
}

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
