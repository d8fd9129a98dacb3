import pg from 'pg';

/** A separate schema, so that nothing of Rollcall's changes. */
export const SEARCH_SCHEMA = 'bench_postgraphile';

/**
 * The same conditions as in the other systems. PostgreSQL inlines the body. So with a known term one of the two remains, and
 * the page's limit applies to the order.
 */
const STATEMENTS = [
  `create schema if not exists ${SEARCH_SCHEMA}`,
  String.raw`create or replace function ${SEARCH_SCHEMA}.search_users(term text) returns setof public.users
    language sql stable as $$
      select u.* from public.users u
      where u.deleted_at is null and (
        (normalize(term, NFKC) ~ '[[:alnum:]]{3}'
          and u.search_text like '%' || regexp_replace(search_key(term), '([\\%_])', '\\\1', 'g') || '%')
        or (normalize(term, NFKC) !~ '[[:alnum:]]{3}'
          and strpos(u.search_text, search_key(term)) > 0
          and search_grams(u.search_text) @> case when char_length(search_key(term)) = 1
            then array[search_key(term)] else search_bigrams(search_key(term)) end))
      order by u.created_at desc, u.id desc
    $$`,
];

/** PostGraphile reads the database when it starts, so the function must exist before. */
export async function makeSearchFunction(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of STATEMENTS) await client.query(statement);
  } finally {
    await client.end();
  }
}
