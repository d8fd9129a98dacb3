export const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;

/**
 * As Rollcall writes it (users/list/user.search.ts gives the reasons), for those whose SQL is written for them: PostgreSQL chooses how to find a page.
 * @param table the alias of `users` in the statement
 * @param key SQL for the folded term
 */
export function searchCondition(table: string, term: string, key: string): string {
  if (THREE_IN_A_ROW.test(term.normalize('NFKC')))
    return String.raw`${table}.search_text like '%' || regexp_replace(${key}, '([\\%_])', '\\\1', 'g') || '%'`;
  return `strpos(${table}.search_text, ${key}) > 0 and search_grams(${table}.search_text) @>
    case when char_length(${key}) = 1 then array[${key}] else search_bigrams(${key}) end`;
}
