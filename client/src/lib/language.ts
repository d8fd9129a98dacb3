import { ownName } from './base-path';

/** The languages that have a catalogue: each with its own name for itself, and the direction of its script. */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr' },
  ar: { name: 'العربية', dir: 'rtl' },
} as const;

export type Language = keyof typeof LANGUAGES;

const KEY = ownName('language');

/** The language chosen before on this device, else the first of the browser's that has a catalogue, else English. */
export function preferredLanguage(): Language {
  for (const tag of [stored(), ...navigator.languages]) {
    const language = tag?.split('-')[0]?.toLowerCase();
    if (language !== undefined && isLanguage(language)) return language;
  }
  return 'en';
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

function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text);
}
