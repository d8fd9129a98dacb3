import { withoutInvisible } from './invisible.js';
import { normalForm } from './normal-form.js';

const DIGIT = /\p{Nd}/u;
const DASHES = /[\p{Pd}\u2212]/gu;

/**
 * A number, or a code with numbers in it, as it is read: in whatever script its digits were typed, whichever dashes, blanks and
 * marks of direction came with what was pasted. Undefined where it is so long that it cannot have `max` characters.
 * @param max in characters
 */
export function typedNumber(text: string, max: number): string | undefined {
  const plain = normalForm(text, max, 'NFKC');
  if (plain === undefined) return undefined;
  return withoutInvisible(plain)
    .replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)))
    .replace(DASHES, '-')
    .replace(/\s/gu, ' ')
    .trim();
}

/** Unicode keeps the ten digits of a script in a row from 0 on, and promises to (section 4.6 of the standard). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
