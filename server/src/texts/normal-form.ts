/**
 * How many code units a text from outside may have for each character that is allowed in the end. A letter with marks of
 * its own has up to four before it is normalised.
 */
const UNITS_A_CHARACTER = 4;

/**
 * The text in a Unicode normal form; undefined where it is so long that it cannot have `max` characters in that form.
 * Normalising takes time in the square of the number of combining marks in a row (40 KB: 0.25 s), so the length is
 * checked first. Lint refuses `normalize` elsewhere.
 * @param max in characters
 */
export function normalForm(text: string, max: number, form: 'NFC' | 'NFKC' = 'NFC'): string | undefined {
  return text.length > max * UNITS_A_CHARACTER ? undefined : text.normalize(form);
}
