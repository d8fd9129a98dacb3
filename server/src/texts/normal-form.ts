/**
 * How many code units an input may have for each character that is allowed in the end. A letter with marks has up to four
 * before it is normalised.
 */
const UNITS_A_CHARACTER = 4;

/** The limit of code units, unless more characters are allowed: 4 ms, if all are marks. */
const MAX_UNITS = 4_000;

/**
 * The text in a Unicode normal form; undefined if it is too long to have at most `max` characters in that form. Normalising
 * takes quadratic time in the number of consecutive combining marks (40 KB: 0.25 s), so the length is checked first. Lint
 * refuses `normalize` elsewhere.
 * @param max in characters
 */
export function normalForm(text: string, max: number, form: 'NFC' | 'NFKC' = 'NFC'): string | undefined {
  const units = Math.min(max * UNITS_A_CHARACTER, Math.max(max, MAX_UNITS));
  return text.length > units ? undefined : text.normalize(form);
}
