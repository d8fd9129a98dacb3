import type { ClientBase } from 'pg';
import { lastSeal, moment, sealHash } from './audit-chain.js';

/** Held by whoever seals: "audt" in ASCII. */
const SEALING_LOCK = 0x61756474;

/** Bigints as texts. */
interface Positions {
  lowest: string;
  next: string;
  highest: string;
  now: string;
}

/** Whether there are entries that no seal holds. Two looks into indexes: asked for one entry above, PostgreSQL scans. */
export const UNSEALED = `select coalesce((select max(position) from audit_entries)
  >= coalesce((select upto from audit_seals order by id desc limit 1), 0), false) as unsealed`;

export async function hasUnsealed(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ unsealed: boolean }>(UNSEALED);
  return rows[0]?.unsealed === true;
}

/**
 * Seals every entry that no transaction under way can still get ahead of; entries of such transactions wait, and no
 * transaction waits for this.
 *
 * A database restored into a server that has counted fewer transactions than the one it comes from would give new
 * entries positions below the seals; then all that was restored is sealed and positions are shifted up.
 *
 * @param wait for another server that is sealing; otherwise there is nothing to do then.
 * @returns whether a seal was made.
 */
export async function sealAudit(client: ClientBase, wait = false): Promise<boolean> {
  await client.query('begin');
  try {
    const sealed = (await takeLock(client, wait)) && (await addSeal(client));
    await client.query(sealed ? 'commit' : 'rollback');
    return sealed;
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function takeLock(client: ClientBase, wait: boolean): Promise<boolean> {
  if (!wait) {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(${SEALING_LOCK}) as taken`,
    );
    return rows[0]?.taken === true;
  }
  await client.query(`select pg_advisory_xact_lock(${SEALING_LOCK})`);
  return true;
}

async function addSeal(client: ClientBase): Promise<boolean> {
  const last = await lastSeal(client);
  const { rows } = await client.query<Positions>(`select pg_snapshot_xmin(snapshot)::text as lowest,
      pg_snapshot_xmax(snapshot)::text as next, (select coalesce(max(position), 0) from audit_entries)::text as highest,
      ${moment('clock_timestamp()')} as now
    from pg_current_snapshot() as snapshot`);
  // One row, whatever is in the tables.
  const [{ lowest, next, highest, now }] = rows as [Positions];
  const taken = maximum(BigInt(last?.upto ?? 0), BigInt(highest) + 1n);
  const shift = BigInt(last?.shift ?? 0);
  const restored = BigInt(next) + shift < taken;
  const seal = {
    id: String(BigInt(last?.id ?? 0) + 1n),
    upto: String(restored ? taken : BigInt(lowest) + shift),
    shift: String(restored ? taken - BigInt(next) : shift),
    sealedAt: now,
  };
  const { count, hash } = await sealHash(client, last, seal);
  if (count === '0' && !restored) return false;
  // The primary key refuses a second seal after the same one.
  await client.query(
    'insert into audit_seals (id, upto, shift, count, sealed_at, hash) values ($1, $2, $3, $4, $5, $6)',
    [seal.id, seal.upto, seal.shift, count, seal.sealedAt, hash],
  );
  return true;
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
