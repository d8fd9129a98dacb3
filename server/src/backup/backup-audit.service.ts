import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Logger } from 'pino';
import { connectionWithoutLimits, newClient } from '../database/connection.js';
import { startTemporaryPostgres } from '../database/embedded/temporary-postgres.js';
import { preflight } from '../database/start/preflight.js';
import { restoreBackup } from './restore/restore.service.js';

/** The tables of the audit trail. The personal data of other tables is not stored again. */
const AUDIT_TABLES = ['audit_entries', 'audit_seals'];

interface TemporaryDatabase {
  url: string;
  drop: () => Promise<void>;
}

/**
 * Restores the audit trail of a backup into a temporary database and calls `work` with its URL: beside the database of `serverUrl`,
 * or, without one, in an embedded PostgreSQL.
 */
export async function withAuditOf<T>(
  file: string,
  { serverUrl, log }: { serverUrl: string | undefined; log: Logger },
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const database = await (serverUrl === undefined ? embedded(log) : beside(serverUrl));
  try {
    await restoreBackup(database.url, createReadStream(file), { only: AUDIT_TABLES });
    return await work(database.url);
  } finally {
    await database.drop();
  }
}

async function embedded(log: Logger): Promise<TemporaryDatabase> {
  const postgres = await startTemporaryPostgres(log);
  await preflight(postgres.url);
  return { url: postgres.url, drop: () => postgres.stop() };
}

async function beside(serverUrl: string): Promise<TemporaryDatabase> {
  const name = `rollcall_verify_${randomUUID().replaceAll('-', '')}`;
  await execute(
    serverUrl,
    `create database ${name} template template0 encoding 'UTF8'
      locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C.UTF-8'`,
  );
  const url = serverUrl.replace(/^(\w+:\/\/[^/?]*)(\/[^?]*)?/, `$1/${name}`);
  await preflight(url);
  return { url, drop: () => execute(serverUrl, `drop database ${name} with (force)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = newClient(connectionWithoutLimits(url, 'rollcall-verify-audit'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
