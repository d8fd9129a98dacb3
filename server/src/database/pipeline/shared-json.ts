/** A longer text is parsed each time. In UTF-16 code units. */
const MAX_TEXT = 1_000;
/** With their values, some 5 MB at most. */
const MAX_TEXTS = 1_000;

let values = new Map<string, unknown>();

/**
 * The value of a JSON text. Equal texts return the same value, deeply frozen: rows of a list repeat few texts, such as the
 * roles of a user, and results derived from a value can be cached by it.
 */
export function sharedJson(text: string): unknown {
  const known = values.get(text);
  if (known !== undefined) return known;
  const value = frozen(JSON.parse(text) as unknown);
  if (text.length > MAX_TEXT) return value;
  if (values.size >= MAX_TEXTS) values = new Map();
  values.set(text, value);
  return value;
}

/** The same value, deeply frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
