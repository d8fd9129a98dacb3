import { expect, test } from 'vitest';
import { marksOf } from './search-marks';

/** The text with its matches in brackets. */
function marked(search: string, text: string): string {
  const pieces = marksOf(search)?.(text) ?? [{ text, isMatch: false }];
  return pieces.map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text)).join('');
}

test.each([
  ['weiss hannah', 'Hannah Weiss', '[Hannah] [Weiss]'],
  ['an', 'Hannah Annan', 'H[an]nah [An]n[an]'],
  ['ann nah', 'Hannah', 'H[annah]'],
  ['weiss', 'Hannah Weiß', 'Hannah [Weiß]'],
  ['weis', 'Weiß', '[Weiß]'],
  ['straße', 'Strasse', '[Strasse]'],
  ['jurgen', 'Jürgen', '[Jürgen]'],
  ['jürgen', 'JURGEN', '[JURGEN]'],
  ['cafe', 'Cafe\u0301 bar', '[Cafe\u0301] bar'],
  ['łuk', 'Lukasz', '[Luk]asz'],
  ['soren', 'Søren', '[Søren]'],
  ['علي', 'علی', '[علی]'],
  ['ada', 'Ａｄａ', '[Ａｄａ]'],
  ['12', 'شارع ١٢', 'شارع [١٢]'],
  ['fi', 'ﬁn', '[ﬁ]n'],
  ['한', '한국 하나', '[한]국 하나'],
  ['ab', 'a\u200bb', '[a\u200bb]'],
  ['.org', 'ada@example.org', 'ada@example[.org]'],
  ['zzz', 'Ada', 'Ada'],
])('a search for %s marks %s', (search, text, expected) => {
  expect(marked(search, text)).toBe(expected);
});

test('without a search nothing is looked for', () => {
  expect(marksOf('  ')).toBeUndefined();
  // Marks alone fold to nothing, which would be found everywhere.
  expect(marksOf('\u0301')).toBeUndefined();
});
