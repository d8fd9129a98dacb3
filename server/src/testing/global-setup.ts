import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startTemporaryPostgres } from '../database/embedded/temporary-postgres.js';
import { migrate } from '../database/start/migrate.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a migrated database without connections, so that it can be copied. */
    templateUrl: string;
  }
}

/** One PostgreSQL for all test files, with a template database that each of them copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTemporaryPostgres(pino({ level: 'silent' }));
  await migrate(postgres.url);
  project.provide('templateUrl', postgres.url);
  return () => postgres.stop();
}
