import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../../pagination/conditions.js';
import type { Search } from '../user.clause.js';
import { anyOf, type RankedPart, rankedSearch } from './user.search-rank.js';
import type { Reading } from './user.search-readings.js';

/** Characters that pg_trgm certainly treats as letters and digits after folding; modifier letters may become quotes. */
const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;

/** Words are handed over as one text. No word holds it; a number may hold blanks. */
const SEPARATOR = '\n';

/** More words than these narrow an index scan little, and each word's trigrams have to be read. */
const MAX_INDEXED = 3;

/**
 * The text that is looked up in the trigram index for a word; undefined if the index cannot be used. For an address it is the
 * part before the @: looking up the domain, which half of all users may have, took 45 ms instead of 4 ms.
 */
export function indexed(word: string): string | undefined {
  if (!THREE_IN_A_ROW.test(word)) return undefined;
  const [localPart = '', domain] = word.split('@');
  return domain !== undefined && THREE_IN_A_ROW.test(localPart) ? localPart : word;
}

interface Column {
  name: string;
  value: RawBuilder<unknown>;
}

/** A reading in a statement whose text does not hold the words: rows named `term` and `asked` do. */
interface Part extends RankedPart {
  /** Readings of one shape have the same SQL text. */
  shape: string;
  values: unknown[];
  term: Column[];
  asked: Column[];
  fetching: Condition;
}

/** The search of a statement with one plan for all terms of a shape. */
export function searchBy(readings: Reading[]): Search {
  const parts = readings.map(partOf);
  const asked = columnsOf(parts.flatMap((part) => part.asked));
  const search: Search = {
    values: parts.flatMap(({ values }) => values),
    by: parts.map(({ shape }) => shape).join(),
    term: sql`select ${sql.join(columnsOf(parts.flatMap(({ term }) => term)))}`,
    asked: sql`select ${sql.join(asked)}`,
    walking: anyOf(parts.map(({ walking }) => walking)),
    fetching: anyOf(parts.map(({ fetching }) => fetching)),
    ranked: () => rankedSearch(search, parts, asked),
  };
  return search;
}

function columnsOf(columns: Column[]): RawBuilder<unknown>[] {
  return columns.map(({ name, value }) => sql`${value} as ${sql.ref(name)}`);
}

function partOf({ words, ids }: Reading, index: number): Part {
  const [word] = words;
  const part = word !== undefined && words.length === 1 ? oneWord(word, index) : severalWords(words, index);
  if (!ids) return part;
  const [from, to] = [`from${index}`, `to${index}`];
  const within = sql<boolean>`u.id between ${of('term', from)} and ${of('term', to)}`;
  const values = [ids.from, ids.to];
  const range = values.map((id, end) => ({ name: [from, to][end] ?? '', value: sql`${id}::uuid` }));
  if (words.length === 0) {
    return { ...RANKED_BEST, shape: 'id', values, term: range, asked: [], walking: within, fetching: within };
  }
  const walking = sql<boolean>`(${within} and ${part.walking})`;
  return {
    ...RANKED_BEST,
    shape: `${part.shape} id`,
    values: [...part.values, ...values],
    term: [...part.term, ...range],
    asked: [],
    walking,
    fetching: walking,
  };
}

/** The matches of an id. */
const RANKED_BEST = { keys: undefined, size: 0 };

function oneWord(word: string, index: number): Part {
  const [key, wanted] = [`key${index}`, `wanted${index}`];
  const folded = of('term', key);
  const walking = contains(folded);
  const part = (shape: string, value: RawBuilder<unknown>, fetching: Condition) => ({
    shape,
    values: [word],
    term: [{ name: key, value: sql`search_key(${word}::text)` }],
    asked: [{ name: wanted, value }],
    keys: sql`array[${folded}]`,
    size: 1,
    walking,
    fetching,
  });
  const like = sql<boolean>`u.search_text like ${of('asked', wanted)}`;
  switch (indexed(word)) {
    case undefined: {
      const grams = sql`search_grams(u.search_text) @> ${of('asked', wanted)}`;
      return part('grams', gramsOf(folded), sql`(${walking} and ${grams})`);
    }
    case word:
      return part('trigrams', likePattern(folded), like);
    default:
      return part('local part', likePattern(localPart(folded)), sql`(${walking} and ${like})`);
  }
}

/** The longest words are looked up in the index, and all are compared. */
function severalWords(words: readonly string[], index: number): Part {
  const [keys, patterns, wanted] = [`keys${index}`, `patterns${index}`, `wanted${index}`];
  const lengthOf = (word: string) => indexed(word)?.length ?? 0;
  const sorted = [...words].sort((one, other) => lengthOf(other) - lengthOf(one));
  const looked = sorted.filter((word) => indexed(word)).slice(0, MAX_INDEXED);
  const listed = sorted.join(SEPARATOR);
  const each = sql`unnest(string_to_array(${listed}::text, ${sql.lit(SEPARATOR)})) as word`;
  const walking = sql<boolean>`u.search_text like all(${of('term', patterns)}::text[])`;
  const allPatterns = {
    name: patterns,
    value: sql`array(select ${likePattern(sql`search_key(word)`)} from ${each})`,
  };
  const allKeys = { name: keys, value: sql`array(select search_key(word) from ${each})` };
  const nth = (name: string, place: number) =>
    sql<string>`(select ${sql.ref(name)}[${sql.lit(place + 1)}] from term)`;
  const ranks = { keys: sql`${of('term', patterns)}::text[]`, size: words.length };
  if (looked.length === 0) {
    const grams = sql`array(select unnest(${gramsOf(sql`key`)}) from unnest(${of('term', keys)}) as key)`;
    return {
      shape: 'several grams',
      values: [listed, listed],
      term: [allPatterns, allKeys],
      asked: [{ name: wanted, value: grams }],
      ...ranks,
      walking,
      fetching: sql`(search_grams(u.search_text) @> ${of('asked', wanted)}::text[] and ${walking})`,
    };
  }
  const isWhole = looked.map((word) => indexed(word) === word);
  const needsKeys = isWhole.includes(false);
  const asked = isWhole.map((whole, place) => ({
    name: `${wanted}_${place}`,
    value: whole ? nth(patterns, place) : likePattern(localPart(nth(keys, place))),
  }));
  const likes = asked.map(({ name }) => sql`u.search_text like ${of('asked', name)}`);
  return {
    shape: `several ${isWhole.join(' ')}`,
    values: needsKeys ? [listed, listed] : [listed],
    term: needsKeys ? [allPatterns, allKeys] : [allPatterns],
    asked,
    ...ranks,
    walking,
    fetching: sql`(${sql.join([...likes, walking], sql` and `)})`,
  };
}

function of(row: 'term' | 'asked', name: string): RawBuilder<string> {
  return sql`(select ${sql.ref(name)} from ${sql.ref(row)})`;
}

function localPart(key: RawBuilder<string>): RawBuilder<string> {
  return sql`split_part(${key}, '@', 1)`;
}

export function contains(key: RawBuilder<string>): Condition {
  return sql<boolean>`strpos(u.search_text, ${key}) > 0`;
}

/** One character or two are their only gram; splitting them takes 20 µs. */
export function gramsOf(key: RawBuilder<string>): RawBuilder<string> {
  return sql`case when char_length(${key}) <= 2 then array[${key}] else search_bigrams(${key}) end`;
}

/**
 * %key%, with the characters that LIKE interprets escaped. The planner treats it as a constant, as search_key is
 * immutable.
 */
export function likePattern(key: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(${key}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
