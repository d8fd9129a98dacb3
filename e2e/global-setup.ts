import type { TestProject } from 'vitest/node';
import { buildStale } from '../scripts/build.mjs';
import { suite } from '../scripts/suites.mjs';
import { findChromium } from './browser/chromium.ts';
import { TEMPLATE } from './product/database.ts';
import { startPostgres } from './product/postgres.ts';
import { startServer } from './product/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** postgres:// URL of the PostgreSQL for all tests; every test file makes a database of its own in it. */
    postgres: string;
  }
}

/**
 * Finds a browser, builds what is not fresh, and starts one PostgreSQL: the one that a stranger gets, without waiting for
 * the disk. A machine that cannot run these tests says so before the first of them.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { executablePath } = await findChromium();
  console.log(`Browser: ${executablePath}`);
  // The documentation is opened by a test of the large suite.
  await buildStale(suite === 'large' ? ['server', 'client', 'docs'] : undefined);
  const postgres = await startPostgres();
  try {
    // The first server migrates; every database of a test is a copy of what it leaves.
    const url = Object.assign(new URL(postgres.url), { pathname: TEMPLATE }).href;
    const server = await startServer({ databaseUrl: url });
    await server.stop();
    project.provide('postgres', postgres.url);
    return () => postgres.stop();
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
