import { typedNumber } from '../../../texts/typed-number.js';

/** The ids that begin with what was typed. */
interface IdRange {
  from: string;
  to: string;
}

/** One way to read a search term. A user matches if the search text holds each of the words, and the id is in the range. */
export interface Reading {
  words: readonly string[];
  ids?: IdRange;
}

/** Digits, and what people write between the digits of a phone number. */
const NUMBER = /^[0-9+()./-]+$/;
/** Fewer digits in several words are separate words: the parts of "12 34" may be in different fields. */
const DIGITS_OF_NUMBER = 6;
/** For one word: "+41" is the beginning of a number. */
const DIGITS_OF_WORD = 2;

/** Ids that were made within the same minute have the same eight digits. */
const ID = /^[0-9a-f]{8}[0-9a-f-]*$/;
const ID_DIGITS = 32;

/**
 * The possible readings of a term: as words, in any order; with a phone number, written in several words or with characters
 * other than digits, whose digits the database stores beside the text; or with an id.
 * @param term in NFKC, without invisible characters
 */
export function readingsOf(term: string): Reading[] {
  const words = term.split(/\s+/u).filter(Boolean);
  const number = numberIn(words);
  const readings = number
    ? [reading([...number.others, number.text]), reading([...number.others, number.digits])]
    : [reading(words)];
  const id = words.findIndex((word) => idsFrom(word));
  const ids = idsFrom(words[id] ?? '');
  return ids ? [...readings, { words: words.toSpliced(id, 1), ids }] : readings;
}

function reading(words: string[]): Reading {
  return { words: [...new Set(words)] };
}

/** The first number that is not the same as its digits. */
function numberIn(words: string[]): { text: string; digits: string; others: string[] } | undefined {
  const plain = words.map((word) => typedNumber(word, word.length) ?? word);
  for (let start = 0; start < words.length; start += 1) {
    let end = start;
    while (end < words.length && NUMBER.test(plain[end] ?? '')) end += 1;
    if (end === start) continue;
    const digits = plain
      .slice(start, end)
      .join('')
      .replace(/[^0-9]/g, '');
    const text = words.slice(start, end).join(' ');
    const enough = end - start > 1 ? DIGITS_OF_NUMBER : DIGITS_OF_WORD;
    if (digits.length >= enough && digits !== text) {
      return { text, digits, others: words.toSpliced(start, end - start) };
    }
    start = end;
  }
  return undefined;
}

function idsFrom(word: string): IdRange | undefined {
  const typed = word.toLowerCase();
  const digits = typed.replaceAll('-', '');
  if (!ID.test(typed) || digits.length > ID_DIGITS) return undefined;
  const written = dashed(digits);
  if (![digits, written, `${written}-`].includes(typed)) return undefined;
  return { from: dashed(digits.padEnd(ID_DIGITS, '0')), to: dashed(digits.padEnd(ID_DIGITS, 'f')) };
}

/** The digits of an id, or of its beginning, as ids are written. */
function dashed(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ]
    .filter(Boolean)
    .join('-');
}
