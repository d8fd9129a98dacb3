import { totalmem } from 'node:os';

/** PostgreSQL's settings by name, as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string>>;

const MB = 1024 * 1024;

/**
 * Settings for anything from a laptop to a small server that Rollcall shares with other programs. `memory` is the memory of
 * this machine (or container), in bytes.
 */
export function settingsFor(memory: number): PostgresSettings {
  return {
    // Reachable only from this machine, and only by TCP: a socket's path under DATA_DIR may be too long (107 bytes).
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: megabytes(memory / 8, 128, 2048),
    effective_cache_size: megabytes(memory / 2, 512, 65536),
    // Building the search index over a million rows is three times as fast as with the default of 64 MB.
    maintenance_work_mem: megabytes(memory / 16, 64, 512),
    work_mem: '16MB',
    // On solid-state disks a random read costs about as much as a sequential one. The default is for hard disks.
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    // Fewer forced checkpoints during the import of many users.
    max_wal_size: '2GB',
    // Our statements are short: compiling one costs more than running it.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The server that sent a statement gets its error. In this log it would only put personal data on disk.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    cluster_name: 'rollcall',
  };
}

/** The memory that this process may use, in bytes: the container's limit if there is one. */
export function usableMemory(): number {
  const limit = process.constrainedMemory();
  // Zero, or a number beyond any machine, means "no limit".
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function megabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(Math.max(bytes / MB, least), most))}MB`;
}
