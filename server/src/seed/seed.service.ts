import type { Client } from 'pg';
import { connectionWithoutLimits, newClient } from '../database/connection.js';
import { copyRoles, copyUsers, type SeedRange } from './seed.copy.js';

/** The progress for a progress bar: a stage, its number of steps, and how many of them are done. */
export interface SeedProgress {
  stage: 'users' | 'roles' | 'indexes' | 'statistics';
  done: number;
  of: number;
}

/** From this number on, rebuilding the indexes at the end is faster than updating them row by row. */
const REBUILD_FROM = 20_000;

/**
 * Adds `count` realistic users, the same each time for a directory of the same size. It is one transaction: a failure leaves
 * nothing behind. While it runs, writes wait, and from 20,000 users on reads as well.
 */
export async function seedUsers(
  databaseUrl: string,
  count: number,
  onProgress: (progress: SeedProgress) => void,
): Promise<void> {
  const client = newClient(connectionWithoutLimits(databaseUrl, 'rollcall-seed'));
  await client.connect();
  try {
    await client.query('begin');
    await client.query("set local maintenance_work_mem = '512MB'");
    await client.query('lock table users, user_roles in exclusive mode');
    const { rows } = await client.query<{ count: string }>('select count(*) from users');
    const range = { from: Number(rows[0]?.count), count };
    await (count < REBUILD_FROM
      ? fill(client, range, onProgress)
      : fillWithoutIndexes(client, range, onProgress));
    await client.query('commit');
    onProgress({ stage: 'statistics', done: 0, of: 1 });
    await client.query('vacuum (analyze) users, user_roles, user_counts, user_facet_counts');
    onProgress({ stage: 'statistics', done: 1, of: 1 });
  } finally {
    await client.end();
  }
}

async function fill(
  client: Client,
  range: SeedRange,
  onProgress: (progress: SeedProgress) => void,
): Promise<void> {
  let users = 0;
  await copyUsers(client, range, (rows) =>
    onProgress({ stage: 'users', done: (users += rows), of: range.count }),
  );
  let roles = 0;
  await copyRoles(client, range, (rows) =>
    onProgress({ stage: 'roles', done: (roles += rows), of: range.count }),
  );
}

/** Drops indexes and triggers that PostgreSQL would run row by row, fills the tables, and restores them. */
async function fillWithoutIndexes(
  client: Client,
  range: SeedRange,
  onProgress: (progress: SeedProgress) => void,
): Promise<void> {
  const indexes = await query(
    client,
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid in ('users'::regclass, 'user_roles'::regclass) and not indisprimary order by 1`,
  );
  const keys = await query(
    client,
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'user_roles'::regclass and contype = 'f'`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  for (const { name } of keys) await client.query(`alter table user_roles drop constraint ${name}`);
  await client.query('alter table users disable trigger user');
  await client.query('alter table user_roles disable trigger user');

  await fill(client, range, onProgress);

  await client.query('alter table users enable trigger user');
  await client.query('alter table user_roles enable trigger user');
  await client.query('select recount_users()');
  let done = 0;
  const of = indexes.length + keys.length;
  onProgress({ stage: 'indexes', done, of });
  for (const { definition } of indexes) {
    await client.query(definition);
    onProgress({ stage: 'indexes', done: ++done, of });
  }
  for (const { name, definition } of keys) {
    await client.query(`alter table user_roles add constraint ${name} ${definition}`);
    onProgress({ stage: 'indexes', done: ++done, of });
  }
}

async function query(client: Client, sql: string): Promise<{ name: string; definition: string }[]> {
  return (await client.query<{ name: string; definition: string }>(sql)).rows;
}
