import { randomBytes } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';

/** A key that all servers on this database share; the first that asks for it makes it. 256 bits. */
export async function sharedKey(db: QueryExecutorProvider, name: string): Promise<Buffer> {
  const made = randomBytes(32);
  await sql`insert into secrets (name, value) values (${name}, ${made}) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ value: Buffer }>`select value from secrets where name = ${name}`.execute(db);
  return (rows[0] as { value: Buffer }).value;
}
