import type { ClientBase } from 'pg';
import { lastSeal, moment, sealHash } from './audit-chain.js';

/** The advisory lock of sealing: "audt" in ASCII. */
const SEALING_LOCK = 0x61756474;

/** Bigints as strings. */
interface Positions {
  lowest: string;
  next: string;
  highest: string;
  now: string;
}

/**
 * Whether there are unsealed entries: two index lookups. A test for one entry above the last seal makes PostgreSQL
 * scan.
 */
export const UNSEALED = `select coalesce((select max(position) from audit_entries)
  >= coalesce((select upto from audit_seals order by id desc limit 1), 0), false) as unsealed`;

export async function hasUnsealed(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ unsealed: boolean }>(UNSEALED);
  return rows[0]?.unsealed === true;
}

/**
 * Seals every entry whose position no running transaction can still precede. Entries of running transactions wait, and
 * no transaction waits for the seal.
 *
 * In a database that was restored into a cluster with fewer transaction ids, new entries would get positions below the
 * seals. Then everything restored is sealed, and positions are shifted up.
 *
 * @param wait whether to wait for another server that is sealing; otherwise the call returns.
 * @returns whether a seal was added.
 */
export async function sealAudit(client: ClientBase, wait = false): Promise<boolean> {
  await client.query('begin');
  try {
    const sealed = (await takeLock(client, wait)) && (await addSeal(client));
    await client.query(sealed ? 'commit' : 'rollback');
    return sealed;
  } catch (error) {
    // If the connection is lost, the transaction has ended with it.
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
  // The select has no table, so it returns one row.
  const [{ lowest, next, highest, now }] = rows as [Positions];
  const taken = maximum(BigInt(last?.upto ?? 0), BigInt(highest) + 1n);
  const shift = BigInt(last?.shift ?? 0);
  const restored = BigInt(next) + shift < taken;
  const seal = {
    version: 2 as const,
    // Only then may values of entries that a seal of version 1 holds be erased.
    isWhole: last?.version === 1,
    id: String(BigInt(last?.id ?? 0) + 1n),
    upto: String(restored ? taken : BigInt(lowest) + shift),
    shift: String(restored ? taken - BigInt(next) : shift),
    sealedAt: now,
  };
  const { count, hash } = await sealHash(client, last, seal);
  if (count === '0' && !restored) return false;
  // The primary key refuses a second seal with this id.
  await client.query(
    `insert into audit_seals (id, upto, shift, count, sealed_at, version, is_whole, hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [seal.id, seal.upto, seal.shift, count, seal.sealedAt, seal.version, seal.isWhole, hash],
  );
  return true;
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
