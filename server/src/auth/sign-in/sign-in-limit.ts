import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { type QueryExecutorProvider, sql } from 'kysely';

/** How many attempts are allowed, and for how long the first of them counts. */
export interface AttemptLimit {
  attempts: number;
  minutes: number;
}

/** Attempts on one account from one network or one known device. */
const SIGN_IN: AttemptLimit = { attempts: 10, minutes: 15 };

/** Attempts from the unknown browsers of one site, on any accounts. An office shares one site, and signs in at nine. */
export const STRANGERS: AttemptLimit = { attempts: 100, minutes: 15 };

/** What counts as one network: an IPv4 address, or the IPv6 /64 of one subscriber. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address.replace('::ffff:', '');
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Array<string>(8 - left.length - right.length).fill('0') : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

/** All networks that one subscriber may have: the IPv6 /48, or the one IPv4 address. */
export function siteOf(network: string): string {
  return network.includes(':') ? network.split(':', 3).join(':') : network;
}

/**
 * The key of the row that counts an attempt.
 * @param account an address as `typedAddress` returns it, or the other target of the attempt.
 */
export function limitKey(account: string, place: string): Buffer {
  return createHash('sha256').update(`${account.toLowerCase()}\n${place}`).digest();
}

export interface Attempt {
  /** Undefined if the attempt is allowed. */
  minutesToWait: number | undefined;
  /** Whether it is the first refused attempt. */
  isFirstRefused: boolean;
  /** The number of attempts, this one included. */
  found: number;
}

/** Counts an attempt before it is made, so that simultaneous attempts count as well. */
export async function countAttempt(
  db: QueryExecutorProvider,
  key: Buffer,
  limit: AttemptLimit = SIGN_IN,
): Promise<Attempt> {
  const { rows } = await sql<{ attempts: number; minutes: number }>`
    insert into sign_in_limits as l (key, attempts, resets_at)
    values (${key}, 1, now() + make_interval(mins => ${limit.minutes}))
    on conflict on constraint sign_in_limits_pkey do update set
      attempts = case when l.resets_at <= now() then 1 else l.attempts + 1 end,
      resets_at = case when l.resets_at <= now() then excluded.resets_at else l.resets_at end
    returning attempts, ceil(extract(epoch from resets_at - now()) / 60)::int as minutes`.execute(db);
  const { attempts, minutes } = rows[0] as { attempts: number; minutes: number };
  return {
    minutesToWait: attempts > limit.attempts ? minutes : undefined,
    isFirstRefused: attempts === limit.attempts + 1,
    found: attempts,
  };
}

/** Uncounts an attempt that was not checked, or was right. */
export async function giveBackAttempt(db: QueryExecutorProvider, key: Buffer): Promise<void> {
  await sql`update sign_in_limits set attempts = attempts - 1 where key = ${key} and attempts > 0`.execute(
    db,
  );
}

/** Deletes the counter after a right attempt. */
export async function forgetAttempts(db: QueryExecutorProvider, key: Buffer): Promise<void> {
  await sql`delete from sign_in_limits where key = ${key} or resets_at < now() - interval '1 day'`.execute(
    db,
  );
}
