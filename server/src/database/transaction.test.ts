import { sql } from 'kysely';
import { MikroORM } from '@mikro-orm/postgresql';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { Database, GuardFailedError } from './database.js';
import { isDatabaseAway } from './failure/database-away.js';
import { ormOptions, pipelineConfig } from './orm.js';
import { Batch } from './pipeline/pipeline-batch.js';
import { RequestBudget } from './request-budget.js';
import type { Transaction } from './transaction.js';
import { hasUnknownOutcome } from './failure/unknown-outcome.js';

describe('a transaction', () => {
  let postgres: TestDatabase;
  let orm: MikroORM;
  let database: Database;

  beforeAll(async () => {
    postgres = await createTestDatabase();
    orm = await MikroORM.init(ormOptions(postgres.url));
    database = new Database(orm.em.getKysely(), pipelineConfig(postgres.url), pino({ level: 'silent' }));
    await database.lanes.start();
    await postgres.query('create table notes (text text primary key)');
  });
  afterEach(() => postgres.query('truncate notes'));
  afterAll(async () => {
    await database.lanes.close();
    await orm.close();
    await postgres.drop();
  });

  const add = (db: Transaction, text: string) => sql`insert into notes values (${text})`.execute(db);
  const notes = async () =>
    (await postgres.query<{ text: string }>('select text from notes order by text')).map(({ text }) => text);
  const listed = (db: Transaction) => db.read(sql<{ text: string }>`select text from notes`, 'short');

  /** The texts of the steps of each message. */
  async function messagesOf(run: () => Promise<unknown>): Promise<string[][]> {
    const submit = vi.spyOn(Batch.prototype, 'submit');
    await run();
    const batches = submit.mock.contexts as Batch[];
    submit.mockRestore();
    return batches.map(({ steps }) =>
      steps.map(({ statement }) => statement.text.split(' ', 1)[0] as string),
    );
  }

  it('that sends everything at once is one message, with neither BEGIN nor COMMIT', async () => {
    const messages = await messagesOf(() =>
      database.transaction((db) =>
        db.commitAfter(async () => {
          const [, rows] = await Promise.all([add(db, 'a'), listed(db)]);
          expect(rows).toEqual([{ text: 'a' }]);
        }),
      ),
    );
    expect(messages).toEqual([['insert', 'select']]);
    expect(await notes()).toEqual(['a']);
  });

  it('that waits for a read sends COMMIT with its last message', async () => {
    const messages = await messagesOf(() =>
      database.transaction(async (db) => {
        await listed(db);
        return db.commitAfter(() => Promise.all([add(db, 'a'), add(db, 'b')]));
      }),
    );
    expect(messages).toEqual([
      ['begin', 'select'],
      ['insert', 'insert', 'commit'],
    ]);
    expect(await notes()).toEqual(['a', 'b']);
  });

  it('is committed when its work is done, and sends nothing if it had no statement', async () => {
    expect(await messagesOf(() => database.transaction((db) => add(db, 'a')))).toEqual([
      ['begin', 'insert'],
      ['commit'],
    ]);
    expect(await messagesOf(() => database.transaction(() => Promise.resolve()))).toEqual([]);
    expect(await notes()).toEqual(['a']);
  });

  it.each([
    ['before anything is sent', (db: Transaction) => void add(db, 'a').catch(() => undefined)],
    ['after a message', (db: Transaction) => add(db, 'a')],
  ])('leaves nothing if its work throws %s', async (_name, work) => {
    const failing = database.transaction(async (db) => {
      await work(db);
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await notes()).toEqual([]);
  });

  it('leaves nothing of a message with a failed statement, and its connection serves the next one', async () => {
    await postgres.query("insert into notes values ('taken')");
    for (let n = 0; n < 20; n += 1) {
      const failing = database.transaction(async (db) => {
        if (n % 2 === 0) await listed(db);
        return db.commitAfter(() => Promise.all([add(db, `a${n}`), add(db, 'taken'), listed(db)]));
      });
      await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'notes_pkey' });
    }
    expect(await notes()).toEqual(['taken']);
    await database.transaction((db) => add(db, 'b'));
    expect(await notes()).toEqual(['b', 'taken']);
  });

  it('refuses statements after COMMIT', async () => {
    const late = database.transaction(async (db) => {
      await db.commitAfter(() => add(db, 'a'));
      await add(db, 'late');
    });
    await expect(late).rejects.toThrow('after COMMIT');
    expect(await notes()).toEqual(['a']);
  });

  it('does not run if the access epoch has changed', async () => {
    const [row] = await postgres.query<{ number: string }>('select number from access_epoch');
    const epoch = String(row?.number);
    const guard = database.epochGuard(epoch);
    await database.transaction((db) => add(db, 'a'), guard);
    await postgres.query('update access_epoch set number = number + 1');
    const atOnce = database.transaction((db) => db.commitAfter(() => add(db, 'b')), guard);
    await expect(atOnce).rejects.toBeInstanceOf(GuardFailedError);
    await expect(database.transaction((db) => add(db, 'b'), guard)).rejects.toBeInstanceOf(GuardFailedError);
    expect(await notes()).toEqual(['a']);
  });

  it('waits if all connections are in use', async () => {
    const all = Array.from({ length: 30 }, (_, n) =>
      database.transaction(async (db) => {
        await sql`select pg_sleep(0.02)`.execute(db);
        await add(db, String(n).padStart(2, '0'));
      }),
    );
    await Promise.all(all);
    expect(await notes()).toHaveLength(30);
  });

  it('is cancelled when the time limit of its request is reached, and leaves nothing', async () => {
    const budget = new RequestBudget(100);
    const slow = budget.run(() =>
      database.transaction(async (db) => {
        await add(db, 'slow');
        await sql`select pg_sleep(60)`.execute(db);
      }),
    );
    await expect(slow).rejects.toMatchObject({ code: '57014' });
    budget.close();
    expect(await notes()).toEqual([]);
    await database.transaction((db) => add(db, 'next'));
    expect(await notes()).toEqual(['next']);
  });

  it('distinguishes a lost COMMIT from a statement lost before', async () => {
    const end = sql`select pg_terminate_backend(pg_backend_pid())`;
    const before = database.transaction((db) => end.execute(db)).catch((error: unknown) => error);
    expect(hasUnknownOutcome(await before)).toBe(false);
    expect(isDatabaseAway(await before)).toBe(true);
    const within = database
      .transaction((db) => db.commitAfter(() => Promise.all([add(db, 'a'), end.execute(db)])))
      .catch((error: unknown) => error);
    expect(hasUnknownOutcome(await within)).toBe(true);
    expect(await notes()).toEqual([]);
    await database.transaction((db) => add(db, 'next'));
  });

  it('plans statements that are not short for their values', async () => {
    const steps: string[] = [];
    const submit = vi.spyOn(Batch.prototype, 'submit').mockImplementation(function (this: Batch, ...given) {
      steps.push(...this.steps.map(({ statement }) => statement.name));
      submit.mockRestore();
      this.submit(...given);
    });
    await database.transaction((db) =>
      db.commitAfter(() => Promise.all([listed(db), db.read(sql`select 1`, 'custom')])),
    );
    expect(steps).toEqual([expect.stringMatching(/^rollcall_/), '']);
  });

  it('fails with the error of a database that is away, and goes on when it is back', async () => {
    const config = { ...pipelineConfig(postgres.url), port: 1 };
    const away = new Database(orm.em.getKysely(), config, pino({ level: 'silent' }));
    const failed = await Promise.all(
      [1, 2].map(() => away.transaction((db) => add(db, 'a')).catch((error: unknown) => error)),
    );
    for (const error of failed) expect(isDatabaseAway(error)).toBe(true);
    await away.lanes.close();
  });
});
