import { type QueryExecutorProvider, sql } from 'kysely';
import { BadInputError } from '../errors.js';
import type { Claim } from './idempotency-key.rule.js';

/** How long a key is valid. */
const KEPT = sql.lit('1 day');

/** Keys per principal. Above this number, the oldest are deleted first. */
export const MAX_CLAIMS = 100_000;

/** Few enough for a short statement. The rest follows in the next turn. */
const SWEEP_BATCH = 10_000;

/**
 * Takes a key for this transaction. Another transaction with the same key waits for its end. If it was committed, the other one
 * gets the created object; else the other one goes on as the first.
 * @returns the id of the object created with the key; undefined if the caller has to create it, and then call `keepResult`
 * @throws BadInputError if the key was sent with another request
 */
export async function takeKey(db: QueryExecutorProvider, claim: Claim): Promise<string | undefined> {
  const { principalId, keyHash, fingerprint } = claim;
  for (;;) {
    const taken = await sql`insert into idempotency_keys as k (principal_id, key_hash, fingerprint)
      values (${principalId}::uuid, ${keyHash}, ${fingerprint})
      on conflict on constraint idempotency_keys_pkey do update
        set fingerprint = excluded.fingerprint, created_at = now()
        where k.created_at < now() - ${KEPT}::interval
      returning 1`.execute(db);
    if (taken.rows.length > 0) return undefined;
    const { rows } = await sql<{ fingerprint: Buffer; target_id: string }>`select fingerprint, target_id
      from idempotency_keys where principal_id = ${principalId}::uuid and key_hash = ${keyHash}`.execute(db);
    const [first] = rows;
    // Swept between the two statements.
    if (!first) continue;
    if (!first.fingerprint.equals(fingerprint)) throw keyReused();
    return first.target_id;
  }
}

/** Stores the object created with a key. Call it in the transaction that took the key. */
export async function keepResult(db: QueryExecutorProvider, claim: Claim, id: string): Promise<void> {
  await sql`update idempotency_keys set target_id = ${id}::uuid
    where principal_id = ${claim.principalId}::uuid and key_hash = ${claim.keyHash}`.execute(db);
}

/** The error of the IETF's draft for a key that comes again with another request. */
export function keyReused(): BadInputError {
  const error = new BadInputError('error.idempotency.reused', {}, 'IDEMPOTENCY_KEY_REUSED');
  error.extensions['http'] = { status: 422 };
  return error;
}

/** Deletes keys older than a day, and those above the limit of each principal. */
export async function sweepIdempotencyKeys(db: QueryExecutorProvider, maxClaims = MAX_CLAIMS): Promise<void> {
  await sql`delete from idempotency_keys where (principal_id, key_hash) in (
    select principal_id, key_hash from idempotency_keys where created_at < now() - ${KEPT}::interval
    limit ${SWEEP_BATCH} for update skip locked)`.execute(db);
  const { rows } = await sql<{ principal_id: string }>`select principal_id from idempotency_keys
    group by principal_id having count(*) > ${maxClaims}`.execute(db);
  for (const { principal_id } of rows) {
    await sql`delete from idempotency_keys where principal_id = ${principal_id}::uuid and key_hash in (
      select key_hash from idempotency_keys where principal_id = ${principal_id}::uuid
      order by created_at desc offset ${maxClaims})`.execute(db);
  }
}
