import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SEED_COLUMNS, type SeedRow, seedRow } from './seed.rows.js';

export interface SeedRange {
  /** The number of the first user to make. */
  from: number;
  count: number;
}

/** Rows sent to PostgreSQL at once: a few hundred kilobytes of text. */
const BATCH = 2_000;

/**
 * Streams users into `users`, then their roles into `user_roles`; memory does not grow with the number.
 * @param onProgress is called with the number of rows made since the last call.
 */
export async function copyUsers(
  client: Client,
  range: SeedRange,
  onProgress: (rows: number) => void,
): Promise<void> {
  await copy(client, `users (${SEED_COLUMNS.join(', ')})`, range, ({ values }) => [values], onProgress);
}

export async function copyRoles(
  client: Client,
  range: SeedRange,
  onProgress: (rows: number) => void,
): Promise<void> {
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from roles');
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  const pairs = ({ id, roles }: SeedRow) => roles.flatMap((role) => [[id, ids.get(role) ?? null]]);
  await copy(client, 'user_roles (user_id, role_id)', range, pairs, onProgress);
}

async function copy(
  client: Client,
  target: string,
  { from, count }: SeedRange,
  toRows: (row: SeedRow) => (string | null)[][],
  onProgress: (rows: number) => void,
): Promise<void> {
  const end = from + count;
  function* batches() {
    for (let start = from; start < end; start += BATCH) {
      const size = Math.min(BATCH, end - start);
      let text = '';
      for (let index = start; index < start + size; index++) {
        for (const row of toRows(seedRow(index, end))) text += `${row.map(copyText).join('\t')}\n`;
      }
      onProgress(size);
      yield text;
    }
  }
  await pipeline(Readable.from(batches()), client.query(copyFrom(`copy ${target} from stdin`)));
}

/** A value in COPY's text format. Seeded names hold none of the characters that it escapes. */
function copyText(value: string | null): string {
  return value ?? '\\N';
}
