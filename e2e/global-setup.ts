import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildStale } from '../scripts/build.mjs';
import { suite } from '../scripts/suites.mjs';
import { findChromium } from './browser/chromium.ts';
import { TEMPLATE } from './product/database.ts';
import { startPostgres } from './product/postgres.ts';
import { startServer } from './product/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** postgres:// URL of the PostgreSQL for all tests; every test file creates its own database in it. */
    postgres: string;
  }
}

/**
 * Finds a browser, builds what is not fresh, and starts one PostgreSQL: the embedded one, without waiting for the disk. A
 * machine that cannot run these tests reports it before the first of them.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { executablePath } = await findChromium();
  console.log(`Browser: ${executablePath}`);
  // Only a test of the large suite opens the documentation.
  await buildStale(suite === 'large' ? ['server', 'client', 'docs'] : undefined);
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-e2e-'));
  // As root, the database runs as another user, which must be able to enter the folder; else its files would be elsewhere.
  await chmod(dataDir, 0o711);
  const postgres = await startPostgres(dataDir);
  const stop = async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    // The first server migrates. Every test database is a copy of the result.
    const url = Object.assign(new URL(postgres.url), { pathname: TEMPLATE }).href;
    const server = await startServer({ databaseUrl: url });
    await server.stop();
    project.provide('postgres', postgres.url);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
