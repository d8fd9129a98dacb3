import { PassThrough, Readable, Writable } from 'node:stream';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../audit/chain/audit-verify.service.js';
import { ormOptions, TABLES } from '../database/orm.js';
import { contentsOf, schemaOf } from '../testing/database-contents.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { createUsers } from '../testing/requests/user-requests.js';
import { BackupReader } from './restore/backup-reader.js';
import { writeBackup } from './backup.service.js';
import { restoreBackup } from './restore/restore.service.js';

let test: TestApp;
let backup: Buffer;
let made: { drop: () => Promise<void> }[] = [];

beforeAll(async () => {
  test = await startTestApp();
  await fill(test.database);
  await createUsers(test, { email: 'ann@example.org' }, { email: 'bob@example.org' });
  // Nothing may change between the backup and the comparison.
  await test.app.close();
  backup = await backupOf(test.database);
});
afterAll(() => test.database.drop());
afterEach(async () => {
  await Promise.all(made.map((database) => database.drop()));
  made = [];
});

/** Rows with every character that COPY escapes, and rows in tables that refer to themselves and to others. */
async function fill({ query }: TestDatabase): Promise<void> {
  await query(
    `insert into users (email, display_name, department, title)
      values ('odd@example.org', E'tab\\t line\\n back\\\\slash \\\\. \\\\N é 名', '', null)`,
  );
  await query(`insert into users (email, display_name, deleted_at, deleted_by)
    select 'bin@example.org', 'Bin', now(), id from users`);
  await query(`insert into user_roles (user_id, role_id) select u.id, r.id from users u, roles r`);
  const [first] = await query<{ id: string }>(
    `insert into bulk_jobs (kind, change, state, locale) values ('DEACTIVATE', '{"a": "\\\\."}', 'DONE', 'en') returning id`,
  );
  await query(
    `insert into bulk_jobs (kind, change, state, locale, undo_of) values ('UNDO', '{}', 'DONE', 'en', $1)`,
    [first?.id],
  );
  await query(`update roles set name = 'Watcher' where name = 'Viewer'`);
}

async function backupOf({ url }: { url: string }): Promise<Buffer> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await writeBackup(url, output);
  return Buffer.concat(chunks);
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  made.push(database);
  return database;
}

/** In pieces of one size: with a size of 1, each boundary of the format falls between two of them. */
function inPieces(content: Buffer, size = 65_536): Readable {
  function* pieces() {
    for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
  }
  return Readable.from(pieces(), { objectMode: false });
}

/** What a reader returns: each table with its rows, and the sequences. */
async function parts(input: Readable): Promise<unknown[]> {
  const reader = new BackupReader(input);
  await reader.header();
  const read: unknown[] = [];
  for (let part = await reader.next(); part; part = await reader.next()) {
    const chunks: Buffer[] = [];
    if ('table' in part) for await (const chunk of reader.tableRows()) chunks.push(chunk);
    read.push([part, Buffer.concat(chunks).toString()]);
  }
  return read;
}

async function verify({ url }: TestDatabase) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await verifyAudit(client);
  } finally {
    await client.end();
  }
}

describe('a backup', () => {
  it('holds every table of the database', async () => {
    const tables = await test.database.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual([...TABLES].sort());
  });

  it('restores every row, sequence, index, trigger and right', async () => {
    const restored = await emptyDatabase();
    const report = await restoreBackup(restored.url, inPieces(backup));
    expect(report).toMatchObject({ tables: TABLES.length });
    expect(await contentsOf(restored)).toEqual(await contentsOf(test.database));
    expect(await schemaOf(restored)).toEqual(await schemaOf(test.database));
  });

  it.each([1, 2, 3, 7, 4_099])('is read the same in pieces of %d bytes', async (size) => {
    const [whole, pieces] = [
      await parts(inPieces(backup, backup.length)),
      await parts(inPieces(backup, size)),
    ];
    expect(pieces).toEqual(whole);
    expect(whole).toHaveLength(TABLES.length + 1);
  });

  it('keeps the audit chain, which a server on the restored database continues', async () => {
    const before = await verify(test.database);
    expect(before).toMatchObject({ fault: undefined });
    const restored = await emptyDatabase();
    await restoreBackup(restored.url, inPieces(backup));
    expect(await verify(restored)).toEqual(before);
    const next = await startTestApp({ database: restored });
    await createUsers(next, { email: 'new@example.org' });
    await expect.poll(() => verify(restored)).toMatchObject({ fault: undefined, waiting: 0 });
    await next.close();
    expect((await verify(restored)).sealed).toBeGreaterThan(before.sealed);
    await expect(restored.query(`update audit_entries set request_id = 'x'`)).rejects.toThrow(
      /append-only|permission denied/,
    );
  });

  it('is one snapshot, whatever is written meanwhile', async () => {
    const busy = await startTestApp();
    await createUsers(busy, { email: 'before@example.org' });
    const chunks: Buffer[] = [];
    let written: Promise<unknown> | undefined;
    const output = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        // After the header, so in the middle of the backup.
        written ??= createUsers(busy, { email: 'after@example.org' });
        written.then(() => done(), done);
      },
    });
    await writeBackup(busy.database.url, output);
    const restored = await emptyDatabase();
    await restoreBackup(restored.url, inPieces(Buffer.concat(chunks)));
    const emails = await restored.query<{ email: string }>('select email from users');
    expect(emails).toEqual([{ email: 'before@example.org' }]);
    expect(await busy.database.query('select from users')).toHaveLength(2);
    expect(await restored.query('select sum(count)::int as n from user_counts')).toEqual([{ n: 1 }]);
    expect(await verify(restored)).toMatchObject({ fault: undefined });
    await busy.close();
  });

  it('of an older version is brought to the present schema', async () => {
    const old = await emptyDatabase();
    await migrateTo(old, '20261208-user-states');
    await old.query(
      `insert into users (email, display_name, locale) values ('old@example.org', 'Old', 'en')`,
    );
    const restored = await emptyDatabase();
    await restoreBackup(restored.url, inPieces(await backupOf(old)));
    expect(await restored.query('select email from users')).toEqual([{ email: 'old@example.org' }]);
    const template = await createTestDatabase();
    made.push(template);
    expect(await schemaOf(restored)).toEqual(await schemaOf(template));
    expect(await restored.query('select name from migrations order by id')).toEqual(
      await template.query('select name from migrations order by id'),
    );
  });
});

async function migrateTo({ url }: TestDatabase, to: string): Promise<void> {
  const orm = await MikroORM.init({ ...ormOptions(url), logger: () => undefined });
  await orm.migrator.up({ to });
  await orm.close(true);
}

describe('a backup is refused', () => {
  const tablesOf = (database: TestDatabase) =>
    database.query(
      `select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')`,
    );

  it.each([
    ['its last line is missing', (text: Buffer) => text.subarray(0, text.lastIndexOf('{"end"')), /cut off/],
    ['it ends in the middle', (text: Buffer) => text.subarray(0, text.length >> 1), /cut off/],
    ['it ends with its first line', (text: Buffer) => text.subarray(0, text.indexOf('\n') + 1), /cut off/],
    ['one byte of a row is another', (text: Buffer) => replaced(text, 'ann@', 'anm@'), /damaged/],
    ['something follows its end', (text: Buffer) => Buffer.concat([text, Buffer.from('x')]), /damaged/],
    ['it is another file', () => Buffer.from('PGDMP\u0001'), /no backup of Rollcall/],
    ['its format is newer', (text: Buffer) => replaced(text, '"version":1', '"version":2'), /format 2/],
    [
      'a newer version made it',
      (text: Buffer) => replaced(text, '"20261124-directory"', '"29991231-directory"'),
      /newer version of Rollcall made the backup \(29991231-directory\)/,
    ],
  ])('if %s, and the database stays empty', async (_, change, reason) => {
    const database = await emptyDatabase();
    await expect(restoreBackup(database.url, inPieces(change(backup)))).rejects.toThrow(reason);
    expect(await tablesOf(database)).toEqual([]);
  });

  it('if the database is not empty, and nothing of it changes', async () => {
    const database = await createTestDatabase();
    made.push(database);
    const before = await contentsOf(database);
    await expect(restoreBackup(database.url, inPieces(backup))).rejects.toThrow(
      /the database is not empty \(it has access_epoch\)/,
    );
    expect(await contentsOf(database)).toEqual(before);
  });

  it('before it is made, if a newer version migrated the database', async () => {
    const database = await createTestDatabase();
    made.push(database);
    await database.query(`insert into migrations (name) values ('29991231-tomorrow')`);
    await expect(backupOf(database)).rejects.toThrow(/newer version of Rollcall .*29991231-tomorrow/);
  });
});

function replaced(text: Buffer, from: string, to: string): Buffer {
  const at = text.indexOf(from);
  expect(at).toBeGreaterThan(-1);
  return Buffer.concat([text.subarray(0, at), Buffer.from(to), text.subarray(at + from.length)]);
}
