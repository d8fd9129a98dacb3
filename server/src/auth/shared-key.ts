import { randomBytes } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';

/** Keys that all servers on this database share. The first server that needs one creates it. 256 bits each. */
export async function sharedKeys<Name extends string>(
  db: QueryExecutorProvider,
  names: readonly Name[],
): Promise<Record<Name, Buffer>> {
  const made = names.map(() => randomBytes(32));
  await sql`insert into secrets (name, value) select * from unnest(${names}::text[], ${made}::bytea[])
            on conflict do nothing`.execute(db);
  const { rows } = await sql<{ name: Name; value: Buffer }>`
    select name, value from secrets where name = any(${names}::text[])`.execute(db);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value])) as Record<Name, Buffer>;
}
