import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { connectionTo } from '../connection.js';
import { Outage } from './outage.js';
import { Pipeline } from './pipeline.js';

const statement = (name: string, text: string) => ({ name, text });
const ONE = { statement: statement('one', 'select 1, null, $1::text'), values: ['é'] };
const WRONG = { statement: statement('wrong', 'select 1 / $1::int'), values: ['0'] };

describe('a pipeline', () => {
  let database: TestDatabase;
  let pipeline: Pipeline;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    const config = connectionTo(database.url, 'pipeline-test');
    pipeline = new Pipeline(config, 1, new Outage(pino({ level: 'silent' })));
    await pipeline.start();
  });
  afterEach(() => pipeline.close());

  it('gives each caller its own answer, with any number of pending statements', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) =>
        pipeline.run([
          ONE,
          {
            statement: statement('n', 'select $1::int from generate_series(1, $2::int)'),
            values: [String(n), '2'],
          },
        ]),
      ),
    );
    answers.forEach((answer, n) => expect(answer).toEqual([[['1', null, 'é']], [[String(n)], [String(n)]]]));
  });

  it('plans an unnamed statement for its values, each time', async () => {
    const unnamed = (text: string, ...values: unknown[]) => ({ statement: statement('', text), values });
    const answers = await Promise.all([
      pipeline.run([unnamed('select $1::int + 1', 1), ONE, unnamed('select $1::text[]', ['a,b', '"', null])]),
      pipeline.run([unnamed('select $1::timestamptz is null', null)]),
    ]);
    expect(answers).toEqual([[[['2']], [['1', null, 'é']], [['{"a,b","\\"",NULL}']]], [[['t']]]]);
  });

  it('executes all steps of a message or none, without effect on other messages', async () => {
    await database.query('create table kept (n int)');
    const insert = (n: number) => ({
      statement: statement('insert', 'insert into kept values ($1::int)'),
      values: [String(n)],
    });
    const settled = await Promise.allSettled([
      pipeline.run([insert(1)]),
      pipeline.run([insert(2), WRONG]),
      pipeline.run([insert(3)]),
      pipeline.run([WRONG]),
      pipeline.run([ONE]),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await database.query('select n from kept order by n')).toEqual([{ n: 1 }, { n: 3 }]);
    // The failed statement is prepared again.
    expect(await pipeline.run([insert(4)])).toEqual([[]]);
  });

  describe('whose messages begin with a step', () => {
    const NUMBER = statement('number', "select nextval('asked')");
    let first: Pipeline;

    beforeAll(() => database.query('create sequence asked'));
    beforeEach(async () => {
      const begin = { statement: NUMBER, values: [] };
      first = new Pipeline(
        connectionTo(database.url, 'pipeline-test'),
        2,
        new Outage(pino({ level: 'silent' })),
        begin,
      );
      await first.start();
    });
    afterEach(() => first.close());

    it('sends it once for all calls of one turn, and each gets its result', async () => {
      const together = await Promise.all([ONE, ONE, ONE].map(async (step) => first.run([step, step])));
      const row = ['1', null, 'é'];
      const number = together[0]?.[0];
      expect(together).toEqual(Array.from({ length: 3 }, () => [number, [row], [row]]));
      const next = String(Number(number?.[0]?.[0]) + 1);
      expect(await first.run([ONE])).toEqual([[[next]], [row]]);
    });

    it('fails all calls of the turn with the one that fails, and none after it', async () => {
      const settled = await Promise.allSettled([ONE, WRONG, ONE].map(async (step) => first.run([step])));
      const failed = { status: 'rejected', reason: expect.objectContaining({ message: 'division by zero' }) };
      expect(settled).toEqual([failed, failed, failed]);
      expect((await first.run([ONE]))?.[1]).toEqual([['1', null, 'é']]);
    });
  });

  it('finishes the calls of the turn in which it is closed', async () => {
    const [answer] = await Promise.all([pipeline.run([ONE]), pipeline.close()]);
    expect(answer).toEqual([[['1', null, 'é']]]);
  });

  it('fails pending statements when its connection is lost, and reconnects', async () => {
    const sleeping = pipeline.run([
      { statement: statement('sleep', 'select pg_sleep($1::int)'), values: ['60'] },
    ]);
    const [[settled]] = await Promise.all([
      Promise.allSettled([sleeping]),
      database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pipeline-test'`,
      ),
    ]);
    expect(settled.status).toBe('rejected');
    await vi.waitFor(async () => expect(await pipeline.run([ONE])).toEqual([[['1', null, 'é']]]));
  });

  it('is ready with its first connection, and has the others soon after', async () => {
    const config = connectionTo(database.url, 'pipeline-of-three');
    const three = new Pipeline(config, 3, new Outage(pino({ level: 'silent' })));
    try {
      await three.start();
      expect(await three.run([ONE])).toEqual([[['1', null, 'é']]]);
      const count = `select count(*)::int as n from pg_stat_activity where application_name = 'pipeline-of-three'`;
      await vi.waitFor(async () => expect(await database.query(count)).toEqual([{ n: 3 }]));
    } finally {
      await three.close();
    }
  });

  it('leaves no connection open if it is closed while it still connects', async () => {
    const config = connectionTo(database.url, 'pipeline-closed');
    const three = new Pipeline(config, 3, new Outage(pino({ level: 'silent' })));
    await three.start();
    await three.close();
    const count = `select count(*)::int as n from pg_stat_activity where application_name = 'pipeline-closed'`;
    await vi.waitFor(async () => expect(await database.query(count)).toEqual([{ n: 0 }]));
  });
});
