import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectEachOnce, insertJob, positionOf, startProcess } from '../../testing/servers/bulk-process.js';
import { addUsers } from '../../testing/requests/bulk-requests.js';
import { createTestDatabase } from '../../testing/test-database.js';

const USERS = 100_000;
const KILLS = 5;

/** Two minutes on two cores, of which five waits for the lease are most. */
const TEST_MS = 600_000;

/** Of the lease, the poll, and a batch. */
const RESUMES_WITHIN_MS = 20_000;

describe('a bulk job of servers that are killed', () => {
  it(
    'misses no user, changes no user twice, and resumes within 20 s',
    async () => {
      const database = await createTestDatabase();
      const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bulk-'));
      await addUsers({ database }, USERS);
      const id = await insertJob(database);
      let server = await startProcess(database, dataDir);
      await expect.poll(() => positionOf(database, id), { interval: 10 }).toBeGreaterThan(0);
      const beganAt = performance.now();
      const waits: number[] = [];
      for (let kills = 0; kills < KILLS; kills += 1) {
        await server.end('SIGKILL');
        const killedAt = performance.now();
        const position = await positionOf(database, id);
        expect(position).toBeLessThan(USERS);
        server = await startProcess(database, dataDir);
        await expect.poll(() => positionOf(database, id), { interval: 10 }).toBeGreaterThan(position);
        waits.push(performance.now() - killedAt);
      }
      await expect.poll(() => database.query('select from bulk_jobs where finished_at is null')).toEqual([]);
      const seconds = (ms: number) => (ms / 1000).toFixed(1);
      process.stdout.write(
        `${USERS} users, ${KILLS} kills: ${seconds(performance.now() - beganAt)} s, resumed after ${waits.map(seconds).join(', ')} s\n`,
      );
      await server.end('SIGTERM');
      await expectEachOnce(database, id, USERS);
      expect(Math.max(...waits)).toBeLessThan(RESUMES_WITHIN_MS);
      await rm(dataDir, { recursive: true });
      await database.drop();
    },
    TEST_MS,
  );
});
