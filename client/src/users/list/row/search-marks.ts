/** A part of a text, and whether the search matched it. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** Gives the pieces of a text; undefined if nothing of it is matched. */
export type FindMarks = (text: string) => readonly Piece[] | undefined;

/*
 * The folding of `search_key` in the database (decision 38), character by character, so that a match can be traced back to
 * what is shown. A difference only costs a mark: the server decides what is found.
 */
const DROPPED =
  // eslint-disable-next-line no-misleading-character-class -- ranges of marks, each of which is meant by itself
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|\p{Default_Ignorable_Code_Point}/gu;

/** Letters that have no decomposition and that the database folds (`unaccent`), and letters with an Arabic and a Persian form. */
const ONE_FORM: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06a9': '\u0643',
  '\u06c1': '\u0647',
  '\u06be': '\u0647',
  '\u06d5': '\u0647',
  '\u0629': '\u0647',
  '\u0671': '\u0627',
};

/** The first digits of two rows of ten: Arabic-Indic, and the Persian ones. */
const ZEROS = [0x660, 0x6f0];

const ASCII = /^[\0-\x7f]*$/;

function foldCharacter(character: string): string {
  const bare = character.normalize('NFKD').replaceAll(DROPPED, '').toLowerCase();
  return [...bare].map(oneForm).join('').normalize('NFKC');
}

function oneForm(letter: string): string {
  const code = letter.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? (ONE_FORM[letter] ?? letter) : String(code - zero);
}

/** A folded text, and for each of its code units where its character begins in the text as it is shown. */
interface Folded {
  readonly key: string;
  readonly starts: readonly number[];
}

function fold(text: string): Folded {
  let key = '';
  let at = 0;
  const starts: number[] = [];
  for (const character of text) {
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit += 1) starts.push(at);
    key += folded;
    at += character.length;
  }
  return { key, starts: [...starts, at] };
}

/** Finds each word of a search, wherever it is in a text. Undefined without a search. */
export function marksOf(search: string): FindMarks | undefined {
  const words = [
    ...new Set(
      search
        .split(/\s+/u)
        .map((word) => fold(word).key)
        .filter(Boolean),
    ),
  ];
  if (words.length === 0) return undefined;
  return (text) => {
    // Most texts are ASCII, whose characters fold one to one.
    const { key, starts } = ASCII.test(text) ? { key: text.toLowerCase(), starts: undefined } : fold(text);
    const spans = mergedSpans(words.flatMap((word) => spansOf(key, word)));
    if (spans.length === 0) return undefined;
    return cut(
      text,
      spans.map(([from, to]) => [starts?.[from] ?? from, starts ? endOf(starts, to) : to]),
    );
  };
}

type Span = readonly [from: number, to: number];

function spansOf(key: string, word: string): Span[] {
  const spans: Span[] = [];
  for (let at = key.indexOf(word); at !== -1; at = key.indexOf(word, at + 1)) {
    spans.push([at, at + word.length]);
  }
  return spans;
}

/** The end of the character in which a span ends: half a ligature is not marked. */
function endOf(starts: readonly number[], to: number): number {
  const last = starts[to - 1];
  return starts.find((start, unit) => unit >= to && start !== last) ?? starts.at(-1) ?? 0;
}

/** Spans that touch or overlap become one. */
function mergedSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

function cut(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    if (from > at) pieces.push({ text: text.slice(at, from), isMatch: false });
    pieces.push({ text: text.slice(from, to), isMatch: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMatch: false });
  return pieces;
}
