import { markRaw, toRaw } from 'vue';
import { createI18n } from 'vue-i18n';
import en from 'virtual:messages/en/entry';
import catalogues from 'virtual:messages/catalogues';
import { LANGUAGES, type Language } from '../lib/language/language';
import type bulk from './bulk/en.json';
import type catalogue from './en.json';
import type feedback from './feedback/en.json';
import type imports from './imports/en.json';
import type playground from './playground/en.json';
import type usage from './usage/en.json';
import { pluralRule } from './plural-forms';

/** With those of bulk work, of feedback, of imports, of the playground and of usage, which come with their code. */
type Catalogue = typeof catalogue &
  typeof bulk &
  typeof feedback &
  typeof imports &
  typeof playground &
  typeof usage;

/** The dotted path of every message, such as `frame.skip`. */
export type MessageKey = Paths<Catalogue>;

type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T &
  string];

declare module 'vue-i18n' {
  // Editors complete the keys from it; `pnpm check` refuses the unknown ones.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be merged.
  export interface DefineLocaleMessage extends Catalogue {}
}

/** A part of each catalogue that is loaded with the code that shows it: see messages.plugin.ts. */
export type Part = 'entry' | 'console' | 'bulk' | 'feedback' | 'imports' | 'playground' | 'usage';

/**
 * English texts of the sign-in pages; English where a message is missing. All other texts are missing until `loadPart` adds them.
 * English comes with the code of the sign-in pages, so that there are words where a language can't be loaded.
 */
export function createTexts(language: Language) {
  const texts = createI18n({
    legacy: false,
    locale: language as string,
    fallbackLocale: 'en',
    // The types know all messages; `loadPart` adds what is not there yet.
    messages: { en: markRaw(en) as unknown as Catalogue } as Record<string, Catalogue>,
    pluralRules: Object.fromEntries(Object.keys(LANGUAGES).map((tag) => [tag, pluralRule(tag)])),
  });
  onScreen = { texts: texts.global, loaded: new Map() };
  return texts;
}

/** Messages or further trees, by their keys. */
type Tree = { [key: string]: unknown };

export type Texts = ReturnType<typeof createTexts>;

/** The texts of the app that is on screen, and what of them is there, or on its way. A document has one app. */
let onScreen: { texts: Texts['global']; loaded: Map<string, Promise<void>> };

/** Adds a part of a catalogue: in the language on screen, where none is named. A failed try is made again by the next call. */
export async function loadPart(
  part: Part,
  // createTexts and useLanguage set no other.
  language = onScreen.texts.locale.value as Language,
): Promise<void> {
  const { loaded } = onScreen;
  if (part === 'entry' && language === 'en') return;
  const key = `${language}/${part}`;
  const load = async () => add(language, (await catalogues[language][part]()).default);
  const loading = loaded.get(key) ?? load();
  loaded.set(key, loading);
  await loading.catch((error: unknown) => {
    loaded.delete(key);
    throw error;
  });
}

/** As vue-i18n's own merge, which copies each text through reactive proxies: 5 % of the time until the list was drawn. */
function add(language: Language, part: object): void {
  const { texts } = onScreen;
  const known = toRaw(texts.getLocaleMessage(language)) as Tree;
  texts.setLocaleMessage(language, markRaw(merged(known, part as Tree)) as unknown as Catalogue);
}

function merged(known: Tree, more: Tree): Tree {
  const all = { ...known };
  for (const [key, value] of Object.entries(more)) {
    const before = all[key];
    all[key] = isTree(before) && isTree(value) ? merged(before, value) : value;
  }
  return all;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}

/** Loads code together with the part of the texts that it shows. */
export function withTexts<Code>(part: Part, load: () => Promise<Code>): () => Promise<Code> {
  return async () => (await Promise.all([load(), loadPart(part)]))[0];
}

/** Adds what the pages that were opened so far need to be shown in another language. */
export async function loadLanguage(language: Language): Promise<void> {
  const parts = new Set<Part>(['entry']);
  for (const key of onScreen.loaded.keys()) parts.add(key.split('/')[1] as Part); // `loadPart` makes the keys.
  await Promise.all([...parts].map((part) => loadPart(part, language)));
}
