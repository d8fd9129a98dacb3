/** Keeps letters that join, as Arabic ones do, from making a word of the two. */
const NON_JOINER = '\u200c';

/** One or two letters that stand for a name, in any script; empty where it has neither letter nor number. */
export function initials(name: string): string {
  const letters = name
    .split(/\s+/u)
    .map(firstLetter)
    .filter((letter) => letter !== undefined);
  const [first] = letters;
  const last = letters.length > 1 ? letters.at(-1) : undefined;
  return [first, last].filter((letter) => letter !== undefined).join(NON_JOINER);
}

/** With the marks that belong to it, which are characters of their own in many scripts. */
function firstLetter(word: string): string | undefined {
  return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0].toLocaleUpperCase();
}
