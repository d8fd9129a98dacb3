import type { MessageKey } from '../messages/messages.js';
import type { Refusal } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { trimmed, withoutInvisible } from './invisible.js';
import { normalForm } from './normal-form.js';
import { typedNumber } from './typed-number.js';

/** The rule for a typed text. */
export interface TextRule {
  /** In characters, after trimming and NFC. */
  max: number;
  required?: true;
  /** A number, whose digits and dashes may be of any script. */
  isNumber?: true;
  /** Whether it may have several lines. */
  hasLines?: true;
  /** The stored form of the text; undefined if it does not have the form. */
  read?: (text: string) => string | undefined;
  invalid?: MessageKey;
}

// Line separators, and direction overrides, which can make a name look like another. The invisible joiners that scripts need
// are allowed.
const UNSTORABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** The stored form of a text: trimmed (see `trimmed`) and in NFC, null if it is empty; or the refusal. */
export function readText(
  given: string,
  { max, required, isNumber, hasLines, read, invalid }: TextRule,
): string | null | Omit<Refusal, 'path'> {
  const normal = isNumber ? typedNumber(given, max) : normalForm(given, max);
  if (normal === undefined) return tooLong(max);
  const text = trimmed(hasLines ? normal.replaceAll(/\r\n?/g, '\n') : normal);
  if (!text.isWellFormed() || UNSTORABLE.test(hasLines ? text.replaceAll(/[\n\t]/g, ' ') : text)) {
    return { code: UserErrorCode.INVALID, key: 'userError.invalid.text' };
  }
  // A text of only invisible characters counts as empty.
  if (withoutInvisible(text).trim() === '') {
    return required ? { code: UserErrorCode.REQUIRED, key: 'userError.required' } : null;
  }
  if ([...text].length > max) return tooLong(max);
  const value = read ? read(text) : text;
  return value ?? { code: UserErrorCode.INVALID, key: invalid ?? 'userError.invalid.text' };
}

function tooLong(max: number): Omit<Refusal, 'path'> {
  return { code: UserErrorCode.TOO_LONG, key: 'userError.tooLong', params: { max } };
}
