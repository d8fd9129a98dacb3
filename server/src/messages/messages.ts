import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, type Locale, type MessageKey } from './catalogues.js';

export { catalogues, type Locale, type MessageKey };
export type MessageParams = Readonly<Record<string, string | number | Date>>;

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
