/** The parts of server/src/database/embedded that are used here, as the build has no types. */
interface Embedded {
  startEmbeddedPostgres: (options: {
    dataDir: string;
    log: object;
    settings: Record<string, string>;
  }) => Promise<Postgres>;
}

export interface Postgres {
  /** postgres:// */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const BUILD = new URL('../../server/dist/database/embedded/embedded-postgres.js', import.meta.url);
const quiet = { debug() {}, info() {}, warn: console.error, error: console.error };

/** Starts the embedded PostgreSQL, without waiting for the disk, as its data is thrown away. */
export async function startPostgres(dataDir: string): Promise<Postgres> {
  const { startEmbeddedPostgres } = (await import(BUILD.href)) as Embedded;
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  return startEmbeddedPostgres({ dataDir, log: quiet, settings });
}
