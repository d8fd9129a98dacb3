import { type RawBuilder, sql } from 'kysely';
import type { Condition } from '../../pagination/conditions.js';
import type { Search } from './user.clause.js';
import type { Reading } from './user.search-readings.js';

/** Characters that pg_trgm certainly treats as letters and digits after folding; modifier letters may become quotes. */
const THREE_IN_A_ROW = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]{3}/u;

/** Words are handed over as one text. No word holds it; a number may hold blanks. */
const SEPARATOR = '\n';

/** More words than these narrow an index scan little, and each word's trigrams have to be read. */
const MAX_INDEXED = 3;

/**
 * What the trigram index is asked for a word; undefined if it cannot be asked. Of an address, the part before the @:
 * looking up the domain, which half of all users may have, took 45 ms instead of 4.
 */
export function indexed(word: string): string | undefined {
  if (!THREE_IN_A_ROW.test(word)) return undefined;
  const [localPart = '', domain] = word.split('@');
  return domain !== undefined && THREE_IN_A_ROW.test(localPart) ? localPart : word;
}

/** A reading in a statement whose text does not hold the words: a row named `term` does. */
interface Part {
  /** Readings of one shape have the same SQL text. */
  shape: string;
  values: unknown[];
  /** Columns of the row `term`, by their names. */
  columns: { name: string; value: RawBuilder<unknown> }[];
  walking: Condition;
  fetching: Condition;
}

/** The search of a statement with one plan for all terms of a shape. */
export function searchBy(readings: Reading[]): Search {
  const parts = readings.map(partOf);
  return {
    values: parts.flatMap(({ values }) => values),
    by: parts.map(({ shape }) => shape).join(),
    term: sql`select ${sql.join(
      parts.flatMap(({ columns }) => columns.map(({ name, value }) => sql`${value} as ${sql.ref(name)}`)),
    )}`,
    walking: sql`(${sql.join(
      parts.map(({ walking }) => walking),
      sql` or `,
    )})`,
    fetching: sql`(${sql.join(
      parts.map(({ fetching }) => fetching),
      sql` or `,
    )})`,
  };
}

function partOf({ words, ids }: Reading, index: number): Part {
  const [word] = words;
  const part = word !== undefined && words.length === 1 ? oneWord(word, index) : severalWords(words, index);
  if (!ids) return part;
  const [from, to] = [`from${index}`, `to${index}`];
  const within = sql<boolean>`u.id between ${ofTerm(from)} and ${ofTerm(to)}`;
  const range = {
    values: [ids.from, ids.to],
    columns: [
      { name: from, value: sql`${ids.from}::uuid` },
      { name: to, value: sql`${ids.to}::uuid` },
    ],
  };
  if (words.length === 0) return { shape: 'id', ...range, walking: within, fetching: within };
  const walking = sql<boolean>`(${within} and ${part.walking})`;
  return {
    shape: `${part.shape} id`,
    values: [...part.values, ...range.values],
    columns: [...part.columns, ...range.columns],
    walking,
    fetching: walking,
  };
}

function oneWord(word: string, index: number): Part {
  const [key, wanted] = [`key${index}`, `wanted${index}`];
  const asked = indexed(word);
  const walking = contains(ofTerm(key));
  const columns = (value: RawBuilder<unknown>) => [
    { name: key, value: sql`search_key(${word}::text)` },
    { name: wanted, value },
  ];
  if (asked === undefined) {
    const grams = sql<boolean>`search_grams(u.search_text) @> ${ofTerm(wanted)}`;
    return {
      shape: 'grams',
      values: [word, word],
      columns: columns(
        sql`(select ${gramsOf(sql`key`)} from (select search_key(${word}::text) as key) as folded)`,
      ),
      walking,
      fetching: sql`(${walking} and ${grams})`,
    };
  }
  const like = sql<boolean>`u.search_text like ${ofTerm(wanted)}`;
  return {
    shape: asked === word ? 'trigrams' : 'local part',
    values: [word, asked],
    columns: columns(likePattern(sql`search_key(${asked}::text)`)),
    walking,
    fetching: asked === word ? like : sql`(${walking} and ${like})`,
  };
}

/** The longest words are looked up in the index, and all are compared. */
function severalWords(words: readonly string[], index: number): Part {
  const [patterns, wanted] = [`patterns${index}`, `wanted${index}`];
  const asked = words
    .flatMap((word) => indexed(word) ?? [])
    .sort((one, other) => other.length - one.length)
    .slice(0, MAX_INDEXED);
  const walking = sql<boolean>`u.search_text like all(${ofTerm(patterns)}::text[])`;
  const listed = words.join(SEPARATOR);
  const all = {
    name: patterns,
    value: sql`array(select ${likePattern(sql`search_key(word)`)} from ${wordsOf(listed)})`,
  };
  if (asked.length === 0) {
    return {
      shape: 'several grams',
      values: [listed, listed],
      columns: [
        all,
        {
          name: wanted,
          value: sql`array(select unnest(${gramsOf(sql`key`)}) from (select search_key(word) as key from ${wordsOf(listed)}) as folded)`,
        },
      ],
      walking,
      fetching: sql`(search_grams(u.search_text) @> ${ofTerm(wanted)}::text[] and ${walking})`,
    };
  }
  const names = asked.map((_, place) => `${wanted}_${place}`);
  return {
    shape: `several ${asked.length}`,
    values: [listed, ...asked],
    columns: [
      all,
      ...names.map((name, place) => ({ name, value: likePattern(sql`search_key(${asked[place]}::text)`) })),
    ],
    walking,
    fetching: sql`(${sql.join(
      [...names.map((name) => sql`u.search_text like ${ofTerm(name)}`), walking],
      sql` and `,
    )})`,
  };
}

function wordsOf(listed: string): RawBuilder<unknown> {
  return sql`unnest(string_to_array(${listed}::text, ${sql.lit(SEPARATOR)})) as word`;
}

function ofTerm(name: string): RawBuilder<string> {
  return sql`(select ${sql.ref(name)} from term)`;
}

export function contains(key: RawBuilder<string>): Condition {
  return sql<boolean>`strpos(u.search_text, ${key}) > 0`;
}

export function gramsOf(key: RawBuilder<string>): RawBuilder<string> {
  return sql`case when char_length(${key}) = 1 then array[${key}] else search_bigrams(${key}) end`;
}

/**
 * %key%, with the characters that LIKE interprets escaped. The planner treats it as a constant, as search_key is
 * immutable.
 */
export function likePattern(key: RawBuilder<string>): RawBuilder<string> {
  return sql<string>`'%' || regexp_replace(${key}, '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}
