import { THREE_IN_A_ROW, wordsOf } from './search-condition.js';

const ALL = 'select * from users u where u.deleted_at is null';
const ORDERED = `${ALL} order by u.created_at desc, u.id desc`;
const FAR = `${ALL} order by u.created_at, u.id limit 100`;

/**
 * Rollcall's statement for the first page of a search (users/list/search/user.search-page.ts has the reasons), for systems that
 * should differ from it in everything else. It has one plan for all terms of a shape, so it has a name.
 * @param columns of `u`, `createdAt` and `id` among them
 */
export function searchStatement(columns: string, term: string, first: number) {
  const words = wordsOf(term, 'key').map((each) => ({ ...each, isLong: THREE_IN_A_ROW.test(each.word) }));
  const keys = words.map(({ key }, index) => `${key} as key${index}`);
  const asked = words.map(
    ({ isLong }, index) => `${isLong ? pattern(index) : grams(index)} as wanted${index}`,
  );
  const matches = words.map((_, index) => `strpos(u.search_text, ${of('term', `key${index}`)}) > 0`);
  const hasLong = words.some(({ isLong }) => isLong);
  const fetching = words.map(({ isLong }, index) => {
    const wanted = of('asked', `wanted${index}`);
    if (isLong) return `u.search_text like ${wanted}`;
    return hasLong ? matches[index] : `search_grams(u.search_text) @> ${wanted} and ${matches[index]}`;
  });
  return {
    name: `search ${words.map(({ isLong }) => (isLong ? 'trigrams' : 'letters')).join()} ${first}`,
    text: statement(columns, first + 1, { keys, asked, matches, fetching }),
    values: [term],
  };
}

function of(row: string, name: string): string {
  return `(select ${name} from ${row})`;
}

function pattern(index: number): string {
  return String.raw`'%' || regexp_replace(${of('term', `key${index}`)}, '([\\%_])', '\\\1', 'g') || '%'`;
}

function grams(index: number): string {
  const key = of('term', `key${index}`);
  return `case when char_length(${key}) <= 2 then array[${key}] else search_bigrams(${key}) end`;
}

type Parts = Record<'keys' | 'asked' | 'matches' | 'fetching', (string | undefined)[]>;

function statement(columns: string, size: number, parts: Parts): string {
  const matches = parts.matches.join(' and ');
  const fetching = parts.fetching.join(' and ');
  return `with term as materialized (select ${parts.keys.join()} from (select search_key($1::text) as key) as folded),
    asked as materialized (select ${parts.asked.join()}),
    tried as materialized (select from (${ORDERED} limit 64) as u where ${matches} limit 4),
    enough as materialized (select greatest(2, ceil(0.0045 * sqrt(${size} *
      (select greatest(reltuples, 0) from pg_class where oid = 'users'::regclass))))::int as matches),
    sampled as materialized (select count(*) >= (select matches from enough) as are_many
      from (select from users u where u.deleted_at is null and get_byte(uuid_send(u.id), 15) < 3 and ${fetching}
        limit (select matches from enough)) as found),
    walk as materialized (select case when (select count(*) from tried) = 4 then ${size * 500}
      when (select are_many from sampled) then ${size * 500} else 0 end as rows),
    walked as materialized (select ${columns}
      from (${ORDERED} limit (select rows from walk)) as u where ${matches} limit ${size}),
    way as materialized (select case
      when (select count(*) from walked) = ${size} then 'walked'
      when (select rows from walk) > 0 and (select count(*) from (${FAR}) as u where ${matches}) >= 3 then 'walk on'
      else 'fetch' end as way),
    found as materialized (select u.id, u.created_at as key from users u
      where (select way from way) = 'fetch' and u.deleted_at is null and ${fetching} limit 50001),
    rest as materialized (select case (select way from way)
      when 'fetch' then (select count(*) > 50000 from found) else (select way from way) = 'walk on' end as walks)
    select * from (select * from walked where (select way from way) = 'walked'
      union all (select ${columns} from (select * from found where not (select walks from rest)
        order by key desc, id desc limit ${size}) as first join users u using (id))
      union all (select ${columns} from users u
        where (select walks from rest) and u.deleted_at is null and ${matches}
        order by u.created_at desc, u.id desc limit ${size})) as page
    order by "createdAt" desc, id desc`;
}
