export const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;

/**
 * Rollcall's search condition (users/list/search/user.search.ts has the reasons), for systems with handwritten SQL. PostgreSQL
 * chooses the plan of a page.
 * @param table the alias of `users` in the statement
 * @param key SQL for the folded term
 */
export function searchCondition(table: string, term: string, key: string): string {
  const words = wordsOf(term, key);
  const hasLong = words.some(({ word }) => THREE_IN_A_ROW.test(word));
  return words
    .map(({ word, key: own }) => {
      if (THREE_IN_A_ROW.test(word))
        return String.raw`${table}.search_text like '%' || regexp_replace(${own}, '([\\%_])', '\\\1', 'g') || '%'`;
      if (hasLong) return `strpos(${table}.search_text, ${own}) > 0`;
      return `strpos(${table}.search_text, ${own}) > 0 and search_grams(${table}.search_text) @>
    case when char_length(${own}) <= 2 then array[${own}] else search_bigrams(${own}) end`;
    })
    .join(' and ');
}

/** Each word with SQL for it folded. */
export function wordsOf(term: string, key: string): { word: string; key: string }[] {
  const words = term.normalize('NFKC').trim().split(/\s+/u);
  return words.map((word, index) => ({
    word,
    key: words.length === 1 ? key : `split_part(${key}, ' ', ${index + 1})`,
  }));
}
