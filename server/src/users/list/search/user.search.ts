import { type RawBuilder, sql } from 'kysely';
import { BadInputError } from '../../../errors.js';
import type { Condition } from '../../../pagination/conditions.js';
import { withStoredDomains } from '../../../texts/address.js';
import { withoutInvisible } from '../../../texts/invisible.js';
import { normalForm } from '../../../texts/normal-form.js';
import type { Clause, MatchRank, Search } from '../user.clause.js';
import { type Reading, readingsOf } from './user.search-readings.js';
import { allOf, anyOf, hasRank, type RankedPart } from './user.search-rank.js';
import { contains, gramsOf, indexed, likePattern, searchBy } from './user.search-term.js';

/** A name and an address together are never longer after folding. */
const MAX_LENGTH = 500;

/** All control characters except those that separate words: pasted text contains tabs and line breaks. */
const CONTROL = /(?!\s)\p{Cc}/u;

/**
 * PostgreSQL estimates a pattern by comparing it with 400 sampled texts, for each search. With more patterns, planning would
 * take longer than the search.
 */
const MAX_PATTERNS = 5;

/**
 * The condition that a user's search text (name, address, department, title, digits of the phone) holds each word of the
 * term, or that the id begins with one of them. Case, accents and the order of the words make no difference.
 *
 * Words with three letters or digits in a row use the trigram index. A term without one (one or two characters,
 * punctuation) uses the index of single characters and pairs. There `strpos` is added to the index condition, because
 * pairs alone do not prove their order.
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

  const shown = shownTerm(given);
  if (!shown) return undefined;
  return clauseOf(readingsOf(shown), searchBy);
}

function clauseOf(readings: Reading[], search: (readings: Reading[]) => Search, rank?: MatchRank): Clause {
  const ofRank = (condition: Condition) =>
    rank === undefined ? condition : allOf([condition, hasRank(readings.map(rankedPart), rank)]);
  // Getters, as the conditions are not built for a statement whose SQL text is known.
  return {
    get condition() {
      return ofRank(anyOf(readings.map(conditionOf)));
    },
    get whileWalking() {
      const isCheap = readings.every(({ words }) => words.some((word) => indexed(word)));
      if (isCheap) return undefined;
      return ofRank(anyOf(readings.map((reading) => withIds(reading, reading.words.map(holds)))));
    },
    search: search(readings),
    ofRank: (asked) => clauseOf(readings, (given) => search(given).ranked().ofRank(asked), asked),
  };
}

function rankedPart(reading: Reading): RankedPart {
  const { words, ids } = reading;
  const keys = ids ? undefined : sql`array[${sql.join(words.map(folded))}]`;
  return { keys, size: words.length, walking: withIds(reading, words.map(holds)) };
}

/** As the database folds it: invisible characters are not part of the term. */
function shownTerm(given: string): string {
  return withoutInvisible(normalForm(withStoredDomains(given), MAX_LENGTH, 'NFKC') ?? '').trim();
}

/** The words of a term; none if it finds everybody or cannot find anybody. */
export function termWords(search: string | null | undefined): string[] {
  return searchClause(search) ? shownTerm(search ?? '').split(/\s+/u) : [];
}

function conditionOf(reading: Reading): Condition {
  const { words } = reading;
  const patterns = words.filter((word) => indexed(word)).slice(0, MAX_PATTERNS);
  const others = words.filter((word) => !patterns.includes(word) || indexed(word) !== word);
  return withIds(reading, [
    ...patterns.map((word) => sql<boolean>`u.search_text like ${likePattern(folded(indexed(word) ?? word))}`),
    ...others.map(holds),
    ...(patterns.length > 0
      ? []
      : words.map((word) => sql<boolean>`search_grams(u.search_text) @> ${gramsOf(folded(word))}`)),
  ]);
}

function withIds({ ids }: Reading, words: Condition[]): Condition {
  const inRange = ids ? [sql<boolean>`u.id between ${ids.from}::uuid and ${ids.to}::uuid`] : [];
  return sql<boolean>`(${sql.join([...inRange, ...words], sql` and `)})`;
}

function holds(word: string): Condition {
  return contains(folded(word));
}

function folded(word: string): RawBuilder<string> {
  return sql<string>`search_key(${word}::text)`;
}
