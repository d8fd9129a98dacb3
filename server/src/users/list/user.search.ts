import { type RawBuilder, sql } from 'kysely';
import { BadInputError } from '../../errors.js';
import type { Condition } from '../../pagination/conditions.js';
import { withStoredDomains } from '../../texts/address.js';
import { withoutInvisible } from '../../texts/invisible.js';
import { normalForm } from '../../texts/normal-form.js';
import type { Clause } from './user.clause.js';

/** Longer than any name and address together after folding; a longer term cannot match. */
const MAX_LENGTH = 500;

/** Characters that pg_trgm certainly treats as letters and digits after folding; modifier letters may become quotes. */
const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;
const CONTROL = /\p{Cc}/u;

/**
 * The condition that the term is part of the name or of the e-mail address, ignoring case and accents.
 *
 * A term with three letters or digits in a row uses the trigram index. Any other term (one or two characters,
 * punctuation) uses the index of single characters and pairs. There `strpos` is added to the index condition, because
 * pairs alone do not prove their order. Without that index `strpos` is used alone, as computing the pairs of a row
 * takes twenty times as long. For an address, the index condition is the local part alone.
 *
 * @returns undefined without a term, false if no user can match.
 * @throws BadInputError (INVALID) for a term of more than 500 characters.
 */
export function searchClause(search: string | null | undefined): Clause | false | undefined {
  const given = search?.trim();
  if (!given) return undefined;
  if (given.length > MAX_LENGTH) {
    throw new BadInputError('error.search.long', { max: MAX_LENGTH }, 'INVALID');
  }
  // No stored text holds a control character (PostgreSQL takes no null byte in text) or half a surrogate pair.
  if (CONTROL.test(given) || !given.isWellFormed()) return false;

  const term = withStoredDomains(given);
  // As the database folds it: invisible characters are not part of the term.
  const shown = withoutInvisible(normalForm(term, MAX_LENGTH, 'NFKC') ?? '');
  if (!shown.trim()) return undefined;
  const way = wayTo(shown);
  // Getters, as the conditions are not built for a statement whose SQL text is known.
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
  /** The operand of the index condition. */
  wanted: (key: RawBuilder<string>) => RawBuilder<string>;
  condition: (key: RawBuilder<string>, wanted: RawBuilder<string>) => Condition;
}

const BY_TRIGRAMS: Way = {
  name: 'trigrams',
  wanted: likePattern,
  condition: (_key, pattern) => sql<boolean>`u.search_text like ${pattern}`,
};

/**
 * For whole addresses: the part before the @. Looking up the domain, which half of all users may have, took 45 ms
 * instead of 4.
 */
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

/**
 * %key%, with the characters that LIKE interprets escaped. The planner treats it as a constant, as search_key is
 * immutable.
 */
function likePattern(key: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(${key}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
