/** What of server/src/database/embedded is used here; the build has no types. */
interface Embedded {
  startTemporaryPostgres: (log: object, settings: Record<string, string>) => Promise<Postgres>;
}

export interface Postgres {
  /** postgres:// */
  readonly url: string;
  /** Its data is gone then. */
  readonly stop: () => Promise<void>;
}

const BUILD = new URL('../../server/dist/database/embedded/temporary-postgres.js', import.meta.url);
const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };

/**
 * Starts the PostgreSQL that a stranger gets, without waiting for the disk.
 * @param settings of PostgreSQL, by name
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<Postgres> {
  const { startTemporaryPostgres } = (await import(BUILD.href)) as Embedded;
  return startTemporaryPostgres(quiet, settings);
}
