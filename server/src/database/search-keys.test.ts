import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutInvisible } from '../texts/invisible.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { migrate } from './start/migrate.js';
import { ormOptions } from './orm.js';

/** Every code point that is a character, surrogates apart. */
const CHARACTERS = Array.from({ length: 0x10ffff }, (_, index) => index + 1).filter(
  (code) => code < 0xd800 || code > 0xdfff,
);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The code points that a key of the database drops between two letters. */
async function droppedBy(key: string, codes: number[]): Promise<number[]> {
  const rows = await database.query<{ code: number }>(
    `select code from unnest($1::int[]) as code where ${key}('a' || chr(code) || 'b') = 'ab'`,
    [codes],
  );
  return rows.map(({ code }) => code);
}

describe('invisible characters', () => {
  const invisible = CHARACTERS.filter((code) => withoutInvisible(String.fromCodePoint(code)) === '');

  it('are all of Default_Ignorable_Code_Point, as JavaScript defines it', () => {
    expect(invisible.length).toBeGreaterThan(4_000);
    expect(invisible).toEqual(
      CHARACTERS.filter((code) => /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code))),
    );
  });

  it.each(['search_key', 'name_key'])('is dropped by %s, all of it', async (key) => {
    expect(await droppedBy(key, invisible)).toEqual(invisible);
  });

  it('are all that name_key drops', async () => {
    const isAssigned = (code: number) => /\P{Unassigned}/u.test(String.fromCodePoint(code));
    const others = CHARACTERS.filter((code) => isAssigned(code) && !invisible.includes(code));
    expect(others.length).toBeGreaterThan(250_000);
    expect(await droppedBy('name_key', others)).toEqual([]);
  });

  it.each(['search_key', 'name_key'])('is, of blanks, all but one to %s', async (key) => {
    const blanks = CHARACTERS.filter((code) => /\p{Zs}/u.test(String.fromCodePoint(code)));
    const rows = await database.query(
      `select ${key}('a' || chr(code) || ' ' || chr(code) || 'b') as key from unnest($1::int[]) as code`,
      [blanks],
    );
    expect(rows).toEqual(blanks.map(() => ({ key: 'a b' })));
  });
});

describe('the migration', () => {
  beforeAll(async () => {
    const orm = await MikroORM.init({ ...ormOptions(database.url), logger: () => undefined });
    try {
      await orm.migrator.down({ migrations: ['20261204-search-words'] });
      await orm.migrator.down({ migrations: ['20261202-search-keys'] });
    } finally {
      await orm.close(true);
    }
  });

  it('updates the keys of existing users and roles, writes no other rows, and reports which roles it numbered', async () => {
    const names = ['Ada\u200b Lovelace', 'علی\u200cرضا', 'Ada  Double', 'Zoë Plain', 'Plain'];
    for (const [index, name] of names.entries()) {
      const email = `user${index}@example.org`;
      await database.query('insert into users (email, display_name) values ($1, $2)', [email, name]);
    }
    const [role] = await database.query<{ id: string }>(
      `insert into roles (name, permissions) values ($1, '{USERS_READ}'), ('owner (2)', '{USERS_READ}') returning id`,
      ['Owner\u200b'],
    );
    await database.query('create table written (id uuid)');
    await database.query(`create function note_written() returns trigger language plpgsql as
      $$ begin insert into written values (new.id); return new; end $$`);
    await database.query(
      'create trigger note_written before update on users for each row execute function note_written()',
    );
    const warned: object[] = [];
    await migrate(database.url, (what) => warned.push(what));

    const after = await database.query<{ isWritten: boolean; key: string }>(
      `select id in (select id from written) as "isWritten", split_part(search_text, chr(10), 1) as key
        from users order by id`,
    );
    expect(after.map(({ key }) => key)).toEqual([
      'ada lovelace',
      '\u0639\u0644\u064a\u0631\u0636\u0627',
      'ada double',
      'zoe plain',
      'plain',
    ]);
    expect(after.map(({ isWritten }) => isWritten)).toEqual([true, true, true, false, false]);
    const roles = await database.query<{ name: string }>(`select name from roles where name ilike 'owner%'`);
    expect(roles.map(({ name }) => name).sort()).toEqual(['Owner', 'Owner\u200b (3)', 'owner (2)']);
    expect(warned).toEqual([{ roleIds: [role?.id] }]);
  });
});
