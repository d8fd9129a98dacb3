import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { migrate } from './start/migrate.js';
import { migrations } from './migrations/index.js';
import { ormOptions } from './orm.js';

describe('the database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('matches the entities after the migrations, except what only SQL can express', async () => {
    const orm = await MikroORM.init(ormOptions(database.url));
    try {
      const difference = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).split(/;\s*/);
      // Only the migrations define indexes: all of them are partial or on expressions.
      const rest = difference.filter(
        (line) => line !== '' && !/^drop index "(?:users?|roles)_\w+"$/.test(line),
      );
      expect(rest).toEqual([
        // In the entity, this reference between users would be a relation, which nothing reads.
        'alter table "users" drop constraint "users_deleted_by_foreign"',
        'alter table "users" drop column "status", drop column "search_text"',
      ]);
    } finally {
      await orm.close(true);
    }
  });

  it('is migrated once by servers that start together', async () => {
    await database.query('drop schema public cascade');
    await database.query('create schema public');
    await Promise.all([1, 2, 3].map(() => migrate(database.url)));
    expect(await database.query('select name from roles order by name')).toHaveLength(5);
    expect(await database.query('select from migrations')).toHaveLength(migrations.length);
  });

  it('keeps the counts right after every kind of write', async () => {
    await database.query(`insert into users (email, display_name, activated_at)
      select i || '@example.org', 'u', case when i % 2 = 0 then now() end from generate_series(1, 100) i`);
    await database.query(`update users set deleted_at = now() where email like '1%'`);
    await database.query(`update users set deactivated_at = now() where email like '2%'`);
    await database.query(`delete from users where email like '3%'`);
    const counts = await database.query(
      'select status, sum(count)::int as n from user_counts group by status having sum(count) <> 0 order by status',
    );
    const rows = await database.query(
      'select status, count(*)::int as n from users group by status order by status',
    );
    expect(counts).toEqual(rows);
  });
});
