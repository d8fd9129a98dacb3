import type pg from 'pg';
import { benchFile, serverFile } from '../paths.js';
import { runScript } from '../process.js';
import { type DatabaseServer, withClient } from './database.js';
import { removeCreated } from './created-rows.js';

/**
 * The database with this number of users. If it is missing, the product's own migrations and its `seed` command create it. An
 * existing one is migrated, and the rows of an earlier run are removed.
 * @returns its URL
 */
export async function prepareSize(
  server: DatabaseServer,
  users: number,
  { fresh }: { fresh: boolean },
): Promise<string> {
  const name = databaseName(users);
  const url = server.urlOf(name);
  await withClient(server.urlOf('postgres'), async (client) => {
    if (fresh) await client.query(`drop database if exists ${name} with (force)`);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  });
  await runScript(benchFile('database/migrate.main.js'), [url], {});
  const seeded = await withClient(url, countUsers);
  if (seeded === 0) {
    await runScript(serverFile('seed/main.js'), [String(users)], { DATABASE_URL: url });
  } else if (seeded < users) {
    throw new Error(`${name} holds ${seeded} users of ${users}: make it anew with --fresh.`);
  }
  await withClient(url, async (client) => {
    await removeCreated(client);
    await client.query('vacuum (analyze)');
    // Else the new data would be written to disk during the first round.
    await client.query('checkpoint');
  });
  return url;
}

export function databaseName(users: number): string {
  return `rollcall_bench_${users}`;
}

async function countUsers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from users');
  return rows[0]?.count ?? 0;
}
