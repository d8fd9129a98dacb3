import { type RawBuilder, sql } from 'kysely';
import { BadInputError } from '../errors.js';
import type { Clause } from './user.clause.js';
import { UserOrderField } from './user.enums.js';

/** Longer than any name and address together after folding; beyond it nothing could match. */
const MAX_LENGTH = 500;

/** What pg_trgm takes for letters and digits for certain, after folding; modifier letters may become quotes. */
const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;
const CONTROL = /\p{Cc}/u;

/**
 * Whom a term finds is spread over the days of adding, as PostgreSQL supposes: no page took it more than 10 ms. A walk
 * in vain would cost a rare term that much.
 */
const FORETOLD = [UserOrderField.CREATED_AT];

/**
 * The condition that the term is part of the name or the e-mail address, case and accents ignored.
 *
 * A term with three letters or digits in a row uses the trigram index; any other (one or two characters,
 * punctuation) the index of single characters and pairs. There `strpos` stands beside the index's condition
 * because pairs alone do not prove their order; without that index it stands alone, as working the pairs of a row
 * out takes twenty times as long.
 *
 * @returns undefined where there is no term, false where no user can match.
 * @throws BadInputError (INVALID) where the term is longer than 500 characters.
 */
export function searchClause(search: string | null | undefined): Clause | false | undefined {
  const term = search?.trim();
  if (!term) return undefined;
  if (term.length > MAX_LENGTH) {
    throw new BadInputError('error.search.long', { max: MAX_LENGTH }, 'INVALID');
  }
  // No stored text holds a control character (a null byte is not even text to PostgreSQL) or half a character.
  if (CONTROL.test(term) || !term.isWellFormed()) return false;

  const key = sql<string>`search_key(${term}::text)`;
  if (THREE_IN_A_ROW.test(term.normalize('NFKC')))
    return { condition: sql<boolean>`u.search_text like ${likePattern(key)}`, foretold: FORETOLD };
  const whileWalking = sql<boolean>`strpos(u.search_text, ${key}) > 0`;
  return {
    foretold: FORETOLD,
    whileWalking,
    condition: sql<boolean>`(${whileWalking} and search_grams(u.search_text) @>
      case when char_length(${key}) = 1 then array[${key}] else search_bigrams(${key}) end)`,
  };
}

/** %key%, with what LIKE would read as more than text escaped. Constant to the planner, as search_key is immutable. */
function likePattern(key: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(${key}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
