import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connectionTo } from '../database/connection.js';

export interface TestDatabase {
  url: string;
  /** Planned like the server's own statements. */
  query: <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;
  drop: () => Promise<void>;
}

/** A new migrated database: a copy of the template, made in a few dozen milliseconds. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(new URL(inject('templateUrl')).pathname.slice(1));
}

/** A new database without tables. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(source: string): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await maintain(`create database ${name} template ${source}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const client = new pg.Client(connectionTo(url.href, 'rollcall-test'));
  // A test may drop the database during the connection.
  client.on('error', () => undefined);
  await client.connect();
  return {
    url: url.href,
    query: async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await client.query<T>(sql, values)).rows,
    drop: async () => {
      await client.end();
      await maintain(`drop database ${name} with (force)`);
    },
  };
}

/** Statements about databases run on another database. */
async function maintain(sql: string): Promise<void> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
