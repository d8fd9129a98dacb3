import type { ClientBase } from 'pg';

/** Puts back what was detached. */
type Attach = () => Promise<void>;

const TABLE = 'c.relnamespace = current_schema()::regnamespace';

/** Statements that end a state, and those that restore it. */
interface Statements {
  detach: string;
  attach: string;
}

/**
 * Detaches triggers, foreign keys and indexes from all tables. The rows of a backup hold what triggers wrote, come in no order
 * that foreign keys allow, and are indexed faster at the end: building them is most of the time.
 */
export async function detachSchema(client: ClientBase): Promise<Attach> {
  const parts = [TRIGGERS, FOREIGN_KEYS, INDEXES, INDEX_STATISTICS];
  const statements: Statements[] = [];
  for (const part of parts) statements.push(...(await client.query<Statements>(part)).rows);
  for (const { detach } of statements) if (detach) await client.query(detach);
  return async () => {
    // Foreign keys last: their check uses the indexes.
    const order = statements.toSorted((one, other) => Number(isKey(one)) - Number(isKey(other)));
    for (const { attach } of order) await client.query(attach);
  };
}

function isKey({ attach }: Statements): boolean {
  return attach.includes(' add constraint ');
}

/** Each in the state that it had: those of the audit trail fire always. */
const TRIGGERS = `select format('alter table %s disable trigger %I', c.oid::regclass, t.tgname) as detach,
    format('alter table %s enable %s trigger %I', c.oid::regclass, case t.tgenabled when 'A' then 'always' when 'R' then 'replica' end,
      t.tgname) as attach
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where ${TABLE} and not t.tgisinternal and t.tgenabled <> 'D' order by 1`;

const FOREIGN_KEYS = `select format('alter table %s drop constraint %I', c.oid::regclass, k.conname) as detach,
    format('alter table %s add constraint %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) as attach
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where ${TABLE} and k.contype = 'f' order by 1`;

/** Those of primary keys and of other constraints stay. */
const INDEXES = `select format('drop index %s', i.indexrelid::regclass) as detach, pg_get_indexdef(i.indexrelid) as attach
  from pg_index i join pg_class c on c.oid = i.indrelid
  where ${TABLE} and c.relkind = 'r' and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`;

/** What a definition of an index lacks. */
const INDEX_STATISTICS = `select '' as detach,
    format('alter index %s alter column %s set statistics %s', i.indexrelid::regclass, a.attnum, a.attstattarget) as attach
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = i.indexrelid
  where ${TABLE} and a.attstattarget is not null
    and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 2`;
