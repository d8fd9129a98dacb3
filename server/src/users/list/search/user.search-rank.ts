import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../../pagination/conditions.js';
import type { MatchRank, RankedSearch, Search } from '../user.clause.js';

/** The best first. */
export const RANKS: readonly MatchRank[] = [2, 1, 0];

/** More words than these narrow an index scan little. */
const MAX_INDEXED = 3;

/** How the matches of one reading of a term are ranked. */
export interface RankedPart {
  /** SQL of the text[] of the folded words; undefined for a term that is an id, all of whose matches are best. */
  keys: RawBuilder<unknown> | undefined;
  /** How many keys there are. */
  size: number;
  walking: Condition;
}

type FetchedPart = RankedPart & Pick<Search, 'fetching'>;

/**
 * The same search, which ranks its matches.
 * @param asked the columns of the row `asked`
 */
export function rankedSearch(
  search: Search,
  parts: FetchedPart[],
  asked: RawBuilder<unknown>[],
): RankedSearch {
  const patterns = parts.flatMap(({ keys }, index) =>
    keys
      ? [
          sql`${patternsOf(keys, '%')} as ${sql.ref(`begins${index}`)}`,
          sql`${patternsOf(keys, ' %')} as ${sql.ref(`whole${index}`)}`,
        ]
      : [],
  );
  const of = (name: string, { keys }: RankedPart, index: number) =>
    keys && sql`(select ${sql.ref(`${name}${index}`)} from asked)`;
  const ranks = ranksBy(
    parts,
    (part, index) => of('begins', part, index),
    (part, index) => of('whole', part, index),
  );
  const base = { ...search, asked: sql`select ${sql.join([...asked, ...patterns])}` };
  return {
    ...base,
    rank: sql<number>`case when ${ranks.isWhole} then 2 when ${ranks.begins} then 1 else 0 end`,
    ofRank: (rank) => {
      const only = isOfRank(ranks, rank);
      const name = { 2: 'whole', 1: 'begins', 0: undefined }[rank];
      const narrowed = parts.map((part, index) => {
        const list = name && of(name, part, index);
        return list ? allOf(firstOf(list, part.size)) : part.fetching;
      });
      return {
        ...base,
        by: `${search.by} of rank ${rank}`,
        walking: allOf([search.walking, only]),
        fetching: allOf([anyOf(narrowed), only]),
      };
    },
  };
}

/** Conditions for the trigram index, which it does not take from an array. The longest words are the first. */
function firstOf(patterns: RawBuilder<unknown>, size: number): Condition[] {
  return Array.from(
    { length: Math.min(size, MAX_INDEXED) },
    (_, place) => sql<boolean>`u.search_text like ${patterns}[${sql.lit(place + 1)}]`,
  );
}

/** A condition on the rank of a match, for a statement without the row `asked`. */
export function hasRank(parts: RankedPart[], rank: MatchRank): Condition {
  const ranks = ranksBy(
    parts,
    ({ keys }) => keys && patternsOf(keys, '%'),
    ({ keys }) => keys && patternsOf(keys, ' %'),
  );
  return isOfRank(ranks, rank);
}

type Patterns = (part: RankedPart, index: number) => RawBuilder<unknown> | undefined;

interface Ranks {
  /** Rank 2. */
  isWhole: Condition;
  /** Rank 1 or 2. */
  begins: Condition;
}

function ranksBy(parts: RankedPart[], begins: Patterns, whole: Patterns): Ranks {
  const by = (patternsOfPart: Patterns) =>
    anyOf(
      parts.map((part, index) => {
        const patterns = patternsOfPart(part, index);
        // A word without a letter or a digit has the pattern null.
        return patterns
          ? sql<boolean>`coalesce(u.search_text like all(${patterns}::text[]), false)`
          : part.walking;
      }),
    );
  return { isWhole: by(whole), begins: by(begins) };
}

function isOfRank({ isWhole, begins }: Ranks, rank: MatchRank): Condition {
  return { 2: isWhole, 1: sql<boolean>`(${begins} and not ${isWhole})`, 0: sql<boolean>`not ${begins}` }[
    rank
  ];
}

/** What is left of a word holds none of the characters that LIKE interprets. */
function patternsOf(keys: RawBuilder<unknown>, end: string): RawBuilder<unknown> {
  return sql`array(select '% ' || nullif(search_words(key), '') || ${sql.lit(end)} from unnest(${keys}) as key)`;
}

export function anyOf(conditions: Condition[]): Condition {
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

export function allOf(conditions: RawBuilder<unknown>[]): Condition {
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
