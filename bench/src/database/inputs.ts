import type pg from 'pg';
import type { JobInput } from '../system.js';
import { BENCH_DOMAIN } from './created-rows.js';

/** The eight kinds of search, with a term for each. The number of matches depends on the seeded names. */
export const TERMS = {
  common: 'mar',
  rare: 'jürgen größel',
  none: 'zzyzx',
  digits: '4711',
  Cyrillic: 'кузнецов',
  Chinese: '欧阳',
  'one character': 'q',
  'two characters': 'ów',
} as const;

/**
 * A placeholder in an input that the load replaces by a different number in each request, with as many digits as it has
 * letters.
 */
export const UNIQUE = 'uniqueuniq';

/** Twice through the terms, so that there are sixteen different ids. */
const INPUTS = 2 * Object.keys(TERMS).length;

/** The position of the deep page in the list. */
const DEPTH = 0.9;

/** The inputs of requests for a database size, in rotation. */
export async function readInputs(client: pg.Client): Promise<JobInput[]> {
  const { rows: counts } = await client.query<{ count: number }>(
    'select count(*)::int as count from users where deleted_at is null',
  );
  const count = counts[0]?.count ?? 0;
  const offset = Math.floor(count * DEPTH);
  const [last] = await rowsAt(client, offset - 1, 1);
  if (!last) throw new Error('there are too few users for a deep page');
  const ids: string[] = [];
  for (let index = 0; index < INPUTS; index += 1) {
    const [row] = await rowsAt(client, Math.floor((count * index) / INPUTS), 1);
    ids.push(row?.id ?? last.id);
  }
  const terms = Object.values(TERMS);
  return ids.map((id, index) => ({
    id,
    deep: { createdAt: last.createdAt, id: last.id, offset },
    term: terms[index % terms.length] ?? '',
    status: 'INVITED',
    email: `created-${UNIQUE}@${BENCH_DOMAIN}`,
    displayName: 'Zoë Benchmark',
  }));
}

async function rowsAt(
  client: pg.Client,
  offset: number,
  limit: number,
): Promise<{ id: string; createdAt: string }[]> {
  const { rows } = await client.query<{ id: string; createdAt: Date }>(
    `select id, created_at as "createdAt" from users where deleted_at is null
      order by created_at desc, id desc offset $1 limit $2`,
    [offset, limit],
  );
  return rows.map(({ id, createdAt }) => ({ id, createdAt: createdAt.toISOString() }));
}
