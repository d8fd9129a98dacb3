import Negotiator from 'negotiator';
import { catalogues, type Locale } from './messages.js';

const LOCALES = Object.keys(catalogues);

/** The language of an Accept-Language header that suits best and has a catalogue; English when none does. */
export function acceptedLocale(header: string | undefined): Locale {
  const negotiator = new Negotiator({ headers: { 'accept-language': header ?? 'en' } });
  return (negotiator.language(LOCALES) as Locale | undefined) ?? 'en';
}
