import { PassThrough } from 'node:stream';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmptyDatabase, type TestDatabase } from '../../testing/test-database.js';
import { writeBackup } from '../../backup/backup.service.js';
import { ormOptions } from '../orm.js';
import { migrate } from './migrate.js';

/** The last migration before one that changes `users`. */
const BEFORE = '20261208-user-states';

describe('migrating a database that requests use', () => {
  let database: TestDatabase;
  let other: pg.Client;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    await migrateTo(BEFORE);
    other = new pg.Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await database.drop();
  });

  async function migrateTo(to: string): Promise<void> {
    const orm = await MikroORM.init({ ...ormOptions(database.url), logger: () => undefined });
    await orm.migrator.up({ to });
    await orm.close(true);
  }
  const isWaiting = async (statement: string) => {
    const rows = await database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ilike $1`,
      [`${statement}%`],
    );
    return rows.length > 0;
  };
  const names = async () =>
    (await database.query<{ name: string }>('select name from migrations order by id')).map(
      ({ name }) => name,
    );

  it('lets requests pass while it waits for a lock, logs that it waits, and goes on when it has the lock', async () => {
    await other.query('begin; select from users');
    const warn = vi.fn<(what: object, text: string) => void>();
    const migrated = migrate(database.url, warn);
    await expect.poll(() => isWaiting('alter table users')).toBe(true);
    const asked = performance.now();
    await database.query('select from users');
    expect(performance.now() - asked).toBeLessThan(2_000);
    await expect
      .poll(() => warn.mock.calls)
      .toEqual([[{ migration: '20261209-bin' }, 'A migration waits for a lock on a table.']]);
    expect(await names()).toContain(BEFORE);
    await other.query('commit');
    await migrated;
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await names()).toContain('20261215-bulk');
  });

  it('creates indexes while another server and a backup wait for its migrations', async () => {
    await migrateTo('20261209-bin');
    await other.query(`begin; insert into users (email, display_name) values ('open@example.org', 'Open')`);
    const migrated = migrate(database.url);
    await expect.poll(() => isWaiting('create index concurrently')).toBe(true);
    const after = Promise.all([migrate(database.url), writeBackup(database.url, new PassThrough().resume())]);
    const triedBy = (name: string) =>
      database.query(
        `select from pg_stat_activity where datname = current_database() and query like 'select pg_try_advisory%' and application_name = $1`,
        [name],
      );
    await expect.poll(() => triedBy('rollcall')).toHaveLength(2);
    await expect.poll(() => triedBy('rollcall-backup')).toHaveLength(1);
    await other.query('commit');
    await Promise.all([migrated, after]);
    expect(await names()).toContain('20261209-bin-indexes');
  });

  it('creates indexes while others write, and replaces one that an earlier try left invalid', async () => {
    await migrateTo('20261209-bin');
    await database.query('create index users_deleted_by_idx on users (email) where deleted_by is not null');
    await database.query(
      `update pg_index set indisvalid = false where indexrelid = 'users_deleted_by_idx'::regclass`,
    );
    await other.query(`begin; insert into users (email, display_name) values ('open@example.org', 'Open')`);
    const migrated = migrate(database.url);
    await expect.poll(() => isWaiting('create index concurrently')).toBe(true);
    await database.query(`insert into users (email, display_name) values ('other@example.org', 'Other')`);
    await other.query('commit');
    await migrated;
    const indexes = await database.query(
      `select indexrelid::regclass::text as name, indisvalid as valid, pg_get_indexdef(indexrelid) like '%(deleted_by)%' as own
        from pg_index where indexrelid in ('users_deleted_by_idx'::regclass, 'users_bin_deleted_at_idx'::regclass) order by 1`,
    );
    expect(indexes).toEqual([
      { name: 'users_bin_deleted_at_idx', valid: true, own: false },
      { name: 'users_deleted_by_idx', valid: true, own: true },
    ]);
  });
});
