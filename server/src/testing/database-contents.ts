import { TABLES } from '../database/orm.js';
import type { TestDatabase } from './test-database.js';

/** Every row of every table and the last value of every sequence, to compare two databases. */
export async function contentsOf({ query }: TestDatabase): Promise<Record<string, unknown>> {
  const contents: Record<string, unknown> = {};
  for (const table of TABLES) {
    const rows = await query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    contents[table] = rows.map(({ row }) => row);
  }
  contents['sequences'] = await query('select sequencename, last_value from pg_sequences order by 1');
  return contents;
}

/** The schema made by migrations: columns, indexes with their statistics, constraints, triggers with their state, rights. */
export async function schemaOf({ query }: TestDatabase): Promise<unknown[]> {
  return query(`select * from (
    select 'column' as kind, c.relname || '.' || a.attname as name,
        concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attstattarget, attacl) as value
      from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
    union all select 'index', indexrelid::regclass::text, concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid)
      from pg_index join pg_class c on c.oid = indrelid where relnamespace = 'public'::regnamespace
    union all select 'constraint', conrelid::regclass || '.' || conname, concat_ws(' ', pg_get_constraintdef(oid), convalidated)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'trigger', tgrelid::regclass || '.' || tgname, concat_ws(' ', pg_get_triggerdef(oid), tgenabled)
      from pg_trigger where not tgisinternal
    union all select 'rights', relname, relacl::text from pg_class where relnamespace = 'public'::regnamespace
    union all select 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid) from pg_proc p
      where pronamespace = 'public'::regnamespace and prokind = 'f'
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  ) as parts order by kind, name, value`);
}
