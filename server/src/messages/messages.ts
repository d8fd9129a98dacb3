import { IntlMessageFormat } from 'intl-messageformat';
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export type MessageKey = keyof typeof en;
export type Locale = 'en' | 'ar';
export type MessageParams = Readonly<Record<string, string | number | Date>>;

export const catalogues: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = { en, ar };

// A message is parsed once, at its first use: parsing costs far more than formatting.
const parsed = new Map<string, IntlMessageFormat>();

/**
 * The text of a message in one language. Throws when a parameter that the text names is not given.
 */
export function message(locale: Locale, key: MessageKey, params: MessageParams = {}): string {
  const id = `${locale}:${key}`;
  let format = parsed.get(id);
  if (!format) {
    format = new IntlMessageFormat(catalogues[locale][key], locale);
    parsed.set(id, format);
  }
  return String(format.format(params));
}
