import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { positionOf, startProcess } from '../../testing/servers/bulk-process.js';
import { check } from '../../testing/requests/import-requests.js';
import { startTestApp } from '../../testing/test-app.js';
import { createTestDatabase } from '../../testing/test-database.js';

const ROWS = 20_000;
const KILLS = 5;

/** Of the lease, the poll, and a batch. */
const RESUMES_WITHIN_MS = 20_000;

describe('an import of servers that are killed', () => {
  it('creates no user twice, misses no user, and resumes within 20 s', async () => {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-import-'));
    // The start belongs to a server that ends before it can work on the job.
    const first = await startTestApp({ database });
    const id = randomUUID();
    const lines = Array.from({ length: ROWS }, (_, n) => `p${n}@kill.example,Person ${n},Auditor`);
    await check(first, ['email,name,roles', ...lines, ''].join('\n'), { id });
    const { data } = await first.graphql(
      'mutation ($input: ApplyUserImportInput!) { applyUserImport(input: $input) { job { id } } }',
      { input: { id } },
    );
    const jobId = data.applyUserImport.job.id as string;
    await first.close();

    let server = await startProcess(database, dataDir);
    const waits: number[] = [];
    for (let kills = 0; kills < KILLS; kills += 1) {
      const before = await positionOf(database, jobId);
      await expect.poll(() => positionOf(database, jobId), { interval: 10 }).toBeGreaterThan(before);
      await server.end('SIGKILL');
      const killedAt = performance.now();
      const position = await positionOf(database, jobId);
      expect(position).toBeLessThan(ROWS);
      server = await startProcess(database, dataDir);
      await expect.poll(() => positionOf(database, jobId), { interval: 10 }).toBeGreaterThan(position);
      waits.push(performance.now() - killedAt);
    }
    await expect.poll(() => database.query('select from bulk_jobs where finished_at is null')).toEqual([]);
    await server.end('SIGTERM');
    const [job] = await database.query(
      'select state, changed, created, refused from bulk_jobs where id = $1',
      [jobId],
    );
    expect(job).toEqual({ state: 'DONE', changed: ROWS, created: ROWS, refused: 0 });
    const [users] = await database.query(
      `select count(*)::int as users, count(distinct lower(email))::int as addresses, max(version) as version,
        (select count(*)::int from user_roles) as roles,
        (select count(*)::int from audit_entries where request_id = $1 and action = 'USER_CREATED') as entries
      from users where email like '%@kill.example'`,
      [jobId],
    );
    expect(users).toEqual({ users: ROWS, addresses: ROWS, version: 1, roles: ROWS, entries: ROWS });
    expect(Math.max(...waits)).toBeLessThan(RESUMES_WITHIN_MS);
    await rm(dataDir, { recursive: true });
    await database.drop();
  });
});
