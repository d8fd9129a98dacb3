import { createHash, type Hash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** A seal as stored; bigints are strings. */
export interface Seal {
  id: string;
  /** Greater than every position in the seal; the next seal begins here. */
  upto: string;
  shift: string;
  count: string;
  sealedAt: string;
  hash: Buffer;
}

/** A moment as the chain hashes it: in UTC, independent of the session's time zone. */
export const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Entries read by one statement: some 2 MB. */
const PAGE = 5_000;

/** The columns of the order are qualified: the bare name `position` is the output column, which is text. */
const pageOfEntries = (
  beginning: string,
) => `select a.id, a.position::text, ${moment('a.occurred_at')}, a.action,
    a.actor_id, a.session_id, a.token_id, a.target_type, a.target_id, a.request_id, a.address, a.changes::text
  from audit_entries a where ${beginning} and a.position < $1 order by a.position, a.id limit ${PAGE}`;

const BEFORE_ALL = '-9223372036854775808';
const NO_HASH = Buffer.alloc(32);

/**
 * The hash of a seal: SHA-256 over the hash of the seal before it, then a line of JSON for the seal's own values, one
 * for each entry, and one for their count. Entries are read a page at a time.
 */
export async function sealHash(
  client: ClientBase,
  previous: Seal | undefined,
  seal: Omit<Seal, 'hash' | 'count'>,
): Promise<{ count: string; hash: Buffer }> {
  const hash = createHash('sha256').update(previous?.hash ?? NO_HASH);
  addLine(hash, [seal.id, seal.upto, seal.shift, seal.sealedAt]);
  let count = 0;
  let text = pageOfEntries('a.position >= $2');
  let from = [previous?.upto ?? BEFORE_ALL];
  for (let more = true; more;) {
    const values = [seal.upto, ...from];
    const { rows } = await client.query<(string | null)[]>({ text, values, rowMode: 'array' });
    for (const row of rows) addLine(hash, row);
    count += rows.length;
    const [id, position] = rows.at(-1) ?? [];
    more = rows.length === PAGE;
    if (id && position) from = [position, id];
    text = pageOfEntries('(a.position, a.id) > ($2, $3)');
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
    `select id, upto, shift, count, ${moment('sealed_at')} as "sealedAt", hash from audit_seals ${rest}`,
    values,
  );
  return rows;
}
