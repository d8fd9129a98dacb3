import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { connectionTo } from '../connection.js';
import type { PostgresProcess } from './process/postgres-process.js';

interface OpenOptions {
  readonly log: Logger;
  readonly postgres: PostgresProcess;
  readonly signal: AbortSignal | undefined;
}

/** Milliseconds until a starting server is asked again. Usually it is ready at once, seldom after minutes. */
const FIRST_PAUSE = 10;
const MAX_PAUSE = 250;

/** Milliseconds after which the log explains the wait. */
const WARN_AFTER = 5_000;

const STILL_STARTING = new Set(['ECONNREFUSED', 'ECONNRESET', '57P03']);
const NO_SUCH_DATABASE = '3D000';
const EXISTS_ALREADY = '42P04';

/**
 * Waits until the server accepts connections to the database of `url`, and creates that database if it is missing. Recovery
 * after a crash may take minutes, so the wait ends only when the server ends (it then returns false) or with the signal.
 */
export async function openDatabase(url: string, { log, postgres, signal }: OpenOptions): Promise<boolean> {
  const warning = setTimeout(
    () => log.warn('the database still recovers from its last, sudden end'),
    WARN_AFTER,
  );
  try {
    for (let pause = FIRST_PAUSE; postgres.running; pause = Math.min(pause * 1.3, MAX_PAUSE)) {
      signal?.throwIfAborted();
      const code = await tryConnection(url);
      if (code === NO_SUCH_DATABASE) await createDatabase(url);
      if (code === undefined || code === NO_SUCH_DATABASE) return true;
      await delay(pause);
    }
    return false;
  } finally {
    clearTimeout(warning);
  }
}

/** Undefined if the connection works; else the error code, if waiting or creating the database can help. */
async function tryConnection(url: string): Promise<string | undefined> {
  const client = new pg.Client(connectionTo(url, 'rollcall'));
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== undefined && (STILL_STARTING.has(code) || code === NO_SUCH_DATABASE)) return code;
    throw error;
  } finally {
    await client.end();
  }
}

async function createDatabase(url: string): Promise<void> {
  const connection = connectionTo(url, 'rollcall');
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(connection.database ?? '')}`);
  } catch (error) {
    if ((error as { code?: string }).code !== EXISTS_ALREADY) throw error;
  } finally {
    await client.end();
  }
}
