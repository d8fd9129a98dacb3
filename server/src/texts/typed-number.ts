import { withoutInvisible } from './invisible.js';
import { normalForm } from './normal-form.js';

const DIGIT = /\p{Nd}/u;
const DASHES = /[\p{Pd}\u2212]/gu;

/**
 * Normalises a typed number, or a code with numbers: digits of any script, and any dashes, blanks and marks of direction that
 * came with pasted text. Undefined if it is too long to have at most `max` characters.
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

/** Unicode guarantees that the ten digits of a script are consecutive from 0 on (section 4.6 of the standard). */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}
