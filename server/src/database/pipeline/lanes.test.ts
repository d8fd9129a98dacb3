import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { Lanes } from './lanes.js';
import type { LaneStep } from './read-lanes.js';
import { connectionTo } from '../connection.js';
import { RequestBudget } from '../request-budget.js';

const step = (lane: LaneStep['lane'], text: string): LaneStep => ({
  lane,
  statement: { name: '', text },
  values: [],
});
const SLEEP = step('custom', 'select pg_sleep(120)');

describe('lanes', () => {
  let database: TestDatabase;
  let lanes: Lanes;
  beforeAll(async () => {
    database = await createTestDatabase();
    const first = { statement: { name: 'first', text: "select 'first'" }, values: [] };
    lanes = new Lanes(connectionTo(database.url, 'lanes'), pino({ level: 'silent' }), first);
    await lanes.start();
    // The first connection of each lane is open, and the others follow.
    for (const lane of ['generic', 'custom'] as const) {
      const moment = step(lane, 'select pg_sleep(0.05)');
      const inAll = () => Promise.all(Array.from({ length: 10 }, async () => lanes.read([moment])));
      await vi.waitUntil(async () => !(await inAll()).includes(undefined));
    }
  });
  afterAll(async () => {
    await lanes.close();
    await database.drop();
  });

  const sleeping = async () => {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep'`,
    );
    return row?.count;
  };

  it('answer with the first step before the others, short or long', async () => {
    const [one, two] = [step('short', 'select 1'), step('generic', 'select 2')];
    expect(await lanes.read([one])).toEqual([[['first']], [['1']]]);
    expect(await lanes.read([one, two])).toEqual([[['first']], [['1']], [['2']]]);
    expect(await lanes.read([two, two])).toEqual([[['first']], [['2']], [['2']]]);
  });

  it('run at most two long statements of a request at once, so other requests get theirs', async () => {
    const budget = new RequestBudget();
    const asked = Array.from({ length: 6 }, async () => budget.run(() => lanes.read([SLEEP])));
    const ended = Promise.allSettled(asked);
    await expect.poll(sleeping).toBe(2);
    const other = new RequestBudget();
    expect(await other.run(() => lanes.read([step('custom', 'select 3')]))).toEqual([[['first']], [['3']]]);
    expect(await sleeping()).toBe(2);
    budget.clientIsGone();
    for (const { status } of await ended) expect(status).toBe('rejected');
    expect(await sleeping()).toBe(0);
  });

  it('cancel a long statement when the time budget of its request ends, and go on with the next', async () => {
    const budget = new RequestBudget(200);
    await expect(budget.run(() => lanes.read([SLEEP]))).rejects.toMatchObject({ code: '57014' });
    const next = new RequestBudget();
    expect(await next.run(() => lanes.read([step('custom', 'select 4')]))).toEqual([[['first']], [['4']]]);
  });
});
