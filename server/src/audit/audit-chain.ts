import { createHash, type Hash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** A seal as it is stored; bigints are texts. */
export interface Seal {
  id: string;
  /** Above every position that it holds; the next seal begins here. */
  upto: string;
  shift: string;
  count: string;
  sealedAt: string;
  hash: Buffer;
}

/** Written as the chain hashes it: in UTC, whatever the session's time zone. */
export const moment = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Entries read at once: some 2 MB. */
const PAGE = 5_000;

/** Ordered by the columns: under its bare name, `position` would be its text, and sorted as such. */
const pageOfEntries = (
  beginning: string,
) => `select a.id, a.position::text, ${moment('a.occurred_at')}, a.action,
    a.actor_id, a.session_id, a.token_id, a.target_type, a.target_id, a.request_id, a.address, a.changes::text
  from audit_entries a where ${beginning} and a.position < $1 order by a.position, a.id limit ${PAGE}`;

const BEFORE_ALL = '-9223372036854775808';
const NO_HASH = Buffer.alloc(32);

/**
 * The hash of a seal: SHA-256 over the hash of the seal before it, and then a line of JSON for what the seal says of
 * itself, for each entry, and for their count. The entries are read from the database, a page at a time.
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

/** Up to `limit` seals after the one with this id, in order. */
export async function readSeals(client: ClientBase, after: string, limit: number): Promise<Seal[]> {
  return select(client, 'where id > $1 order by id limit $2', [after, limit]);
}

/** The newest seal; its hash is the head of the chain. */
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
