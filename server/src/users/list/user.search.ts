import { type RawBuilder, sql } from 'kysely';
import { BadInputError } from '../../errors.js';
import type { Condition } from '../../pagination/conditions.js';
import { withStoredDomains } from '../../texts/address.js';
import { withoutInvisible } from '../../texts/invisible.js';
import { normalForm } from '../../texts/normal-form.js';
import type { Clause } from './user.clause.js';

/** Longer than any name and address together after folding; beyond it nothing could match. */
const MAX_LENGTH = 500;

/** What pg_trgm takes for letters and digits for certain, after folding; modifier letters may become quotes. */
const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;
const CONTROL = /\p{Cc}/u;

/**
 * The condition that the term is part of the name or the e-mail address, case and accents ignored.
 *
 * A term with three letters or digits in a row uses the trigram index; any other (one or two characters,
 * punctuation) the index of single characters and pairs. There `strpos` stands beside the index's condition
 * because pairs alone do not prove their order; without that index it stands alone, as working the pairs of a row
 * out takes twenty times as long. Of an address, the index is asked for the local part alone.
 *
 * @returns undefined where there is no term, false where no user can match.
 * @throws BadInputError (INVALID) where the term is longer than 500 characters.
 */
export function searchClause(search: string | null | undefined): Clause | false | undefined {
  const given = search?.trim();
  if (!given) return undefined;
  if (given.length > MAX_LENGTH) {
    throw new BadInputError('error.search.long', { max: MAX_LENGTH }, 'INVALID');
  }
  // No stored text holds a control character (a null byte is not even text to PostgreSQL) or half a character.
  if (CONTROL.test(given) || !given.isWellFormed()) return false;

  const term = withStoredDomains(given);
  // As the database folds it: what shows as nothing is not searched for.
  const shown = withoutInvisible(normalForm(term, MAX_LENGTH, 'NFKC') ?? '');
  if (!shown.trim()) return undefined;
  const way = wayTo(shown);
  // Worked out when they are asked for: where the statement is known, nobody does.
  return {
    get condition() {
      const key = sql<string>`search_key(${term}::text)`;
      return way.condition(key, way.wanted(key));
    },
    get whileWalking() {
      return way === BY_GRAMS ? contains(sql<string>`search_key(${term}::text)`) : undefined;
    },
    search: {
      text: term,
      by: way.name,
      get term() {
        return sql`select key, ${way.wanted(sql`key`)} as wanted
          from (select search_key(${term}::text) as key) as folded`;
      },
      walking: CONTAINS_KEY,
      get fetching() {
        return way.condition(KEY, sql`(select wanted from term)`);
      },
    },
  };
}

const KEY = sql<string>`(select key from term)`;
const CONTAINS_KEY = contains(KEY);

interface Way {
  name: string;
  /** What an index is asked for. */
  wanted: (key: RawBuilder<string>) => RawBuilder<string>;
  condition: (key: RawBuilder<string>, wanted: RawBuilder<string>) => Condition;
}

const BY_TRIGRAMS: Way = {
  name: 'trigrams',
  wanted: likePattern,
  condition: (_key, pattern) => sql<boolean>`u.search_text like ${pattern}`,
};

/** Whole addresses: what stands before the @, as looking their domain up, which half of all may have, took 45 ms instead of 4. */
const BY_LOCAL_PART: Way = {
  name: 'local part',
  wanted: (key) => likePattern(sql`split_part(${key}, '@', 1)`),
  condition: (key, pattern) => sql<boolean>`(${contains(key)} and u.search_text like ${pattern})`,
};

const BY_GRAMS: Way = {
  name: 'grams',
  wanted: gramsOf,
  condition: (key, grams) => sql<boolean>`(${contains(key)} and search_grams(u.search_text) @> ${grams})`,
};

function wayTo(term: string): Way {
  if (!THREE_IN_A_ROW.test(term)) return BY_GRAMS;
  const [localPart = '', domain] = term.split('@');
  return domain !== undefined && THREE_IN_A_ROW.test(localPart) ? BY_LOCAL_PART : BY_TRIGRAMS;
}

function contains(key: RawBuilder<string>): Condition {
  return sql<boolean>`strpos(u.search_text, ${key}) > 0`;
}

function gramsOf(key: RawBuilder<string>): RawBuilder<string> {
  return sql`case when char_length(${key}) = 1 then array[${key}] else search_bigrams(${key}) end`;
}

/** %key%, with what LIKE would read as more than text escaped. Constant to the planner, as search_key is immutable. */
function likePattern(key: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(${key}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
