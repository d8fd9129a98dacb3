/**
 * How many code units a text from outside may have for each character that is allowed in the end. A letter with marks of
 * its own has up to four before it is normalised.
 */
const UNITS_A_CHARACTER = 4;

/** The most of them, unless more characters are allowed: 4 ms, if all are marks. */
const MAX_UNITS = 4_000;

/**
 * The text in a Unicode normal form; undefined where it is so long that it cannot have `max` characters in that form.
 * Normalising takes time in the square of the number of combining marks in a row (40 KB: 0.25 s), so the length is
 * checked first. Lint refuses `normalize` elsewhere.
 * @param max in characters
 */
export function normalForm(text: string, max: number, form: 'NFC' | 'NFKC' = 'NFC'): string | undefined {
  const units = Math.min(max * UNITS_A_CHARACTER, Math.max(max, MAX_UNITS));
  return text.length > units ? undefined : text.normalize(form);
}
