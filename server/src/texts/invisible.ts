/**
 * Invisible characters: joiners, variation selectors, fillers, marks of direction. A key for searching or comparing has none of
 * them (UTS 10 ignores them, UAX 31 removes them from identifiers). `search_key` and `name_key` in the database do the same; a
 * test compares them.
 */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** The text without invisible characters, as in keys. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/**
 * Characters that no text needs: soft hyphens, zero-width blanks, the byte order mark, fillers, and those that Unicode advises
 * against. Joiners, variation selectors, tags of emoji flags and marks of direction stay, as they change the display.
 */
const IDLE =
  /(?!\p{Variation_Selector}|\p{Bidi_Control}|\p{Join_Control}|\u034f|[\u115f\u1160\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;

/** Joiners without an effect: letters of these scripts have one form, independent of their neighbours. */
const IDLE_JOINER =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Nd}\p{P}\p{Z}])[\u200c\u200d]+/gu;

const BLANK_OR_INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}]/u;

/** At the end, a variation selector or a tag belongs to the character before it. */
const IDLE_AT_THE_END = /[\s\p{Bidi_Control}\p{Join_Control}]/u;

/**
 * The stored form of a text: without blanks and marks of direction around it, which come with text pasted from address books,
 * and without invisible characters that neither a script nor an emoji needs.
 */
export function trimmed(text: string): string {
  // Most texts are ASCII, and a control character in one is refused later.
  if (!/[^\0-\x7f]/.test(text)) return text.trim();
  const characters = [...text.replace(IDLE, '').replace(IDLE_JOINER, '')];
  const start = characters.findIndex((character) => !BLANK_OR_INVISIBLE.test(character));
  if (start < 0) return '';
  return characters
    .slice(start, characters.findLastIndex((character) => !IDLE_AT_THE_END.test(character)) + 1)
    .join('');
}
