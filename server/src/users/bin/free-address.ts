import { type QueryExecutorProvider, sql } from 'kysely';
import { EMAIL_MAX } from '../validation/email-address.validation.js';

/** More namesakes of one address than any directory has. */
const MAX_NUMBER = 50;

/** For each of these users a free address similar to theirs: the same one with the next free number behind the name. */
export async function freeAddresses(
  db: QueryExecutorProvider,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; address: string }>`select u.id, free.address from users u,
    lateral (select candidate.address from generate_series(2, ${MAX_NUMBER}::int) as number,
        lateral (select regexp_replace(u.email, '@([^@]*)$', '-' || number || '@\\1') as address) as candidate
      where char_length(candidate.address) <= ${EMAIL_MAX} and not exists (select from users o
        where lower(o.email) = lower(candidate.address) and o.deleted_at is null)
      order by number limit 1) as free
    where u.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, address }) => [id, address]));
}
