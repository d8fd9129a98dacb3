import { totalmem } from 'node:os';

/** PostgreSQL's settings by name, as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string>>;

const MB = 1024 * 1024;

/**
 * Settings for anything from a laptop to a small server that Rollcall shares with other programs.
 * `memory` is what this machine (or container) has, in bytes.
 */
export function settingsFor(memory: number): PostgresSettings {
  return {
    // Reached by this machine alone, and by TCP alone: a socket's path may be too long (107 bytes) under DATA_DIR.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: megabytes(memory / 8, 128, 2048),
    effective_cache_size: megabytes(memory / 2, 512, 65536),
    // Building the search index over a million rows is three times as quick with it as with the usual 64 MB.
    maintenance_work_mem: megabytes(memory / 16, 64, 512),
    work_mem: '16MB',
    // On solid-state disks a random read costs about what a sequential one does; the default is for turning ones.
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    // Fewer forced checkpoints while many users are brought in.
    max_wal_size: '2GB',
    // Our statements are short: compiling one costs more than running it.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // What goes wrong in a statement reaches the server that sent it; here it would only put personal data on disk.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    cluster_name: 'rollcall',
  };
}

/** The memory that this process may use, in bytes: a container's limit where there is one. */
export function usableMemory(): number {
  const limit = process.constrainedMemory();
  // Zero, or a number beyond any machine, means "no limit".
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function megabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(Math.max(bytes / MB, least), most))}MB`;
}
