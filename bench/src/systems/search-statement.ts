import { THREE_IN_A_ROW } from './search-condition.js';

const ALL = 'select * from users u where u.deleted_at is null';
const ORDERED = `${ALL} order by u.created_at desc, u.id desc`;
const FAR = `${ALL} order by u.created_at, u.id limit 100`;
const KEY = '(select key from term)';
const MATCHES = `strpos(u.search_text, ${KEY}) > 0`;

/**
 * The first page of a search as Rollcall asks for it (users/list/user.search-page.ts gives the reasons), for those
 * that are to differ from it in all but this. It has one plan for all terms, so it has a name.
 * @param columns of `u`, `createdAt` and `id` among them
 */
export function searchStatement(columns: string, term: string, first: number) {
  const isLong = THREE_IN_A_ROW.test(term.normalize('NFKC'));
  const size = first + 1;
  return {
    name: `search ${isLong ? 'by trigrams' : 'by letters'} ${first}`,
    text: isLong
      ? statement(columns, size, PATTERN, `u.search_text like ${WANTED}`)
      : statement(columns, size, GRAMS, `${MATCHES} and search_grams(u.search_text) @> ${WANTED}`),
    values: [term],
  };
}

const WANTED = '(select wanted from term)';
const PATTERN = String.raw`'%' || regexp_replace(key, '([\\%_])', '\\\1', 'g') || '%'`;
const GRAMS = 'case when char_length(key) = 1 then array[key] else search_bigrams(key) end';

function statement(columns: string, size: number, wanted: string, fetching: string): string {
  return `with term as materialized (
      select key, ${wanted} as wanted from (select search_key($1::text) as key) as folded),
    walk as materialized (
      select case when exists (select from (${ORDERED} limit 1000) as u where ${MATCHES}) then ${size * 500} else 0 end as rows),
    walked as materialized (select ${columns}
      from (${ORDERED} limit (select rows from walk)) as u where ${MATCHES} limit ${size}),
    way as materialized (select case
      when (select count(*) from walked) = ${size} then 'walked'
      when (select count(*) from (${FAR}) as u where ${MATCHES}) >= 3 then 'walk on'
      else 'fetch' end as way),
    found as materialized (select u.id, u.created_at as key from users u
      where (select way from way) = 'fetch' and u.deleted_at is null and ${fetching} limit 50001),
    rest as materialized (select case (select way from way)
      when 'fetch' then (select count(*) > 50000 from found) else (select way from way) = 'walk on' end as walks)
    select * from (select * from walked where (select way from way) = 'walked'
      union all (select ${columns} from (select * from found where not (select walks from rest)
        order by key desc, id desc limit ${size}) as first join users u using (id))
      union all (select ${columns} from users u
        where (select walks from rest) and u.deleted_at is null and ${MATCHES}
        order by u.created_at desc, u.id desc limit ${size})) as page
    order by "createdAt" desc, id desc`;
}
