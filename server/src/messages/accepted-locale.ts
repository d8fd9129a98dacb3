import Negotiator from 'negotiator';
import { catalogues, type Locale } from './catalogues.js';

const LOCALES = Object.keys(catalogues) as Locale[];

/** Chinese in traditional characters has no catalogue: its readers may prefer their next language to simplified ones. */
const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/i;

/** The best language of an Accept-Language header that has a catalogue; else English. */
export function acceptedLocale(header: string | undefined): Locale {
  const negotiator = new Negotiator({ headers: { 'accept-language': header ?? 'en' } });
  for (const tag of negotiator.languages()) {
    const locale = localeOf(tag);
    if (locale) return locale;
  }
  return 'en';
}

/** The catalogue for a language: `de` for `de-CH`, `pt-BR` for `pt`. */
function localeOf(tag: string): Locale | undefined {
  if (TRADITIONAL.test(tag)) return undefined;
  const base = tag.split('-')[0]?.toLowerCase();
  return LOCALES.find((each) => each.split('-')[0] === base);
}
