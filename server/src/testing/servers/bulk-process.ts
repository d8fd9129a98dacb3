import { expect } from 'vitest';
import { ServerProcess } from './server-process.js';
import type { TestDatabase } from '../test-database.js';

/** A server as a separate process, on this database. */
export async function startProcess(database: TestDatabase, dataDir: string): Promise<ServerProcess> {
  const server = new ServerProcess({ DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'warn' });
  await server.address();
  return server;
}

/** Each user of the department was changed once: one version, one audit entry, one result. */
export async function expectEachOnce(
  { query }: TestDatabase,
  jobId: string,
  count: number,
  department = 'Bulk',
) {
  const users = await query(
    `select count(*)::int as users, min(version) as least, max(version) as most, count(distinct status)::int as statuses
      from users where department = $1`,
    [department],
  );
  expect(users).toEqual([{ users: count, least: 2, most: 2, statuses: 1 }]);
  const entries = await query(
    `select count(*)::int as entries, count(distinct target_id)::int as targets from audit_entries
      where request_id = $1 and action = 'USER_DEACTIVATED'`,
    [jobId],
  );
  expect(entries).toEqual([{ entries: count, targets: count }]);
  const items = await query(
    `select outcome, count(*)::int as count from bulk_items where job_id = $1 group by outcome`,
    [jobId],
  );
  expect(items).toEqual([{ outcome: 'CHANGED', count }]);
  expect(await query('select state, total, changed, position from bulk_jobs where id = $1', [jobId])).toEqual(
    [{ state: 'DONE', total: count, changed: count, position: count }],
  );
}

/** A waiting job of an operator, as startBulkJob stores it. Returns its id. */
export async function insertJob({ query }: TestDatabase): Promise<string> {
  const [token] = await query<{ id: string }>(
    `insert into access_tokens (name, hash, permissions, last_used_at)
      values ('tests', sha256(random()::text::bytea), '{USERS_READ,USERS_WRITE}', now()) returning id`,
  );
  const [job] = await query<{ id: string }>(
    `insert into bulk_jobs (kind, change, selection, state, token_id, locale)
      values ('DEACTIVATE', '{}', '{"where": {"department": ["Bulk"]}}', 'PENDING', $1, 'en') returning id`,
    [token?.id],
  );
  return job?.id ?? '';
}

export async function positionOf({ query }: TestDatabase, id: string): Promise<number> {
  const [job] = await query<{ position: number }>('select position from bulk_jobs where id = $1', [id]);
  return job?.position ?? 0;
}
