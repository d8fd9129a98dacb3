import { ownName } from '../server/base-path';

/**
 * The languages that have a catalogue, by their BCP 47 tag: each with its own name for itself, and the direction of its script.
 * public/before-paint.js has the same tags.
 */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr' },
  de: { name: 'Deutsch', dir: 'ltr' },
  es: { name: 'Español', dir: 'ltr' },
  fr: { name: 'Français', dir: 'ltr' },
  it: { name: 'Italiano', dir: 'ltr' },
  pl: { name: 'Polski', dir: 'ltr' },
  'pt-BR': { name: 'Português (Brasil)', dir: 'ltr' },
  tr: { name: 'Türkçe', dir: 'ltr' },
  ru: { name: 'Русский', dir: 'ltr' },
  he: { name: 'עברית', dir: 'rtl' },
  ar: { name: 'العربية', dir: 'rtl' },
  hi: { name: 'हिन्दी', dir: 'ltr' },
  ja: { name: '日本語', dir: 'ltr' },
  ko: { name: '한국어', dir: 'ltr' },
  'zh-CN': { name: '简体中文', dir: 'ltr' },
} as const;

export type Language = keyof typeof LANGUAGES;

/** Chinese in traditional characters has no catalogue: its readers may prefer their next language to simplified ones. */
const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/i;

const KEY = ownName('language');

/** The language chosen before on this device, else the first of the browser's that has a catalogue, else English. */
export function preferredLanguage(): Language {
  for (const tag of [stored(), ...navigator.languages]) {
    const language = tag ? languageOf(tag) : undefined;
    if (language !== undefined) return language;
  }
  return 'en';
}

/** The language with a catalogue that a reader of this one reads: `de` for `de-CH`, `pt-BR` for `pt`. */
export function languageOf(tag: string): Language | undefined {
  if (TRADITIONAL.test(tag)) return undefined;
  const base = tag.split('-')[0]?.toLowerCase();
  return (Object.keys(LANGUAGES) as Language[]).find((each) => each.split('-')[0] === base);
}

/** Keeps the choice for the next visit; where storage is forbidden it lasts for this one. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Nothing is lost but the memory of it.
  }
}

/** Tells the browser, screen readers and fonts what the page is written in. */
export function showLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = LANGUAGES[language].dir;
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
