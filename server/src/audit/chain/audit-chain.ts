import { createHash, type Hash } from 'node:crypto';
import type { ClientBase } from 'pg';

/**
 * A seal as stored; bigints are strings. Seals of version 1 are made of the values of entries, those of version 2 of the digests
 * of the values, which stay when the values are erased.
 */
export interface Seal {
  id: string;
  /** Greater than every position in the seal; the next seal begins here. */
  upto: string;
  shift: string;
  count: string;
  sealedAt: string;
  version: 1 | 2;
  /** Whether it holds every entry up to here, as the first of version 2 does after seals of version 1. */
  isWhole: boolean;
  hash: Buffer;
}

/** A moment as the chain hashes it: in UTC, independent of the session's time zone. */
export const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Entries read by one statement: some 2 MB. */
const PAGE = 5_000;

/** The digest of a value that is there is computed again; of an erased one it is the stored one. */
const ADDRESS_DIGEST = `encode(case when a.address is null then a.address_digest
  else sha256(coalesce(a.address_salt, '') || convert_to(a.address, 'UTF8')) end, 'hex')`;
const CHANGES_DIGEST = `encode(case when a.changes_salt is null then a.changes_digest
  else sha256(a.changes_salt || convert_to(a.changes::text, 'UTF8')) end, 'hex')`;

const VALUES = { 1: 'a.address, a.changes::text', 2: `${ADDRESS_DIGEST}, ${CHANGES_DIGEST}` };

/** The columns of the order are qualified: the bare name `position` is the output column, which is text. */
const pageOfEntries = (
  beginning: string,
  version: Seal['version'],
) => `select a.id, a.position::text, ${moment('a.occurred_at')}, a.action,
    a.actor_id, a.session_id, a.token_id, a.target_type, a.target_id, a.request_id, ${VALUES[version]}
  from audit_entries a where ${beginning} and a.position < $1 order by a.position, a.id limit ${PAGE}`;

const BEFORE_ALL = '-9223372036854775808';
const NO_HASH = Buffer.alloc(32);

/** The position from which on a seal holds entries. */
export function beginningOf({ isWhole }: Pick<Seal, 'isWhole'>, previous: Seal | undefined): string {
  return isWhole || !previous ? BEFORE_ALL : previous.upto;
}

/**
 * The hash of a seal: SHA-256 over the hash of the seal before it, then a line of JSON for the seal's own values, one
 * for each entry, and one for their count. Entries are read a page at a time.
 */
export async function sealHash(
  client: ClientBase,
  previous: Seal | undefined,
  seal: Omit<Seal, 'hash' | 'count'>,
): Promise<{ count: string; hash: Buffer }> {
  const { version, isWhole } = seal;
  const hash = createHash('sha256').update(previous?.hash ?? NO_HASH);
  const own = [seal.id, seal.upto, seal.shift, seal.sealedAt];
  addLine(hash, version === 1 ? own : [...own, version, isWhole]);
  let count = 0;
  let text = pageOfEntries('a.position >= $2', version);
  let from = [beginningOf(seal, previous)];
  for (let more = true; more;) {
    const values = [seal.upto, ...from];
    const { rows } = await client.query<(string | null)[]>({ text, values, rowMode: 'array' });
    for (const row of rows) addLine(hash, row);
    count += rows.length;
    const [id, position] = rows.at(-1) ?? [];
    more = rows.length === PAGE;
    if (id && position) from = [position, id];
    text = pageOfEntries('(a.position, a.id) > ($2, $3)', version);
  }
  addLine(hash, [count]);
  return { count: String(count), hash: hash.digest() };
}

function addLine(hash: Hash, values: unknown[]): void {
  hash.update(`${JSON.stringify(values)}\n`);
}

/** Up to `limit` seals after the one with this id, in order of id. */
export async function readSeals(client: ClientBase, after: string, limit: number): Promise<Seal[]> {
  return select(client, 'where id > $1 order by id limit $2', [after, limit]);
}

/** The newest seal, whose hash is the head of the chain. */
export async function lastSeal(client: ClientBase): Promise<Seal | undefined> {
  const [last] = await select(client, 'order by id desc limit 1', []);
  return last;
}

async function select(client: ClientBase, rest: string, values: unknown[]): Promise<Seal[]> {
  const { rows } = await client.query<Seal>(
    `select id, upto, shift, count, ${moment('sealed_at')} as "sealedAt", version, is_whole as "isWhole", hash
      from audit_seals ${rest}`,
    values,
  );
  return rows;
}
