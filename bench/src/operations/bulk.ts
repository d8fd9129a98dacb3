import { setTimeout as delay } from 'node:timers/promises';
import { type DatabaseServer, withClient } from '../database/database.js';
import type { Load } from '../load/load.js';
import { askGraphql } from '../systems/graphql-request.js';
import { type Product, withProduct } from './product.js';

/** Seconds from the start of a job to its end, and of the list in milliseconds. */
export interface Bulk {
  total: number;
  alone: number;
  undone: number;
  besideLists: number;
  listAlone: number;
  /** The slowest read of the list during the job. */
  listBesideJob: number;
}

const SPAN_SECONDS = 2;
const MAX_REQUESTS = 1_000_000;

/** Consoles that read lists all the time; more would measure how they wait for one another. */
const READERS = 2;

/** The polling interval for the end, which is the error of the seconds. */
const LOOK_MS = 50;

/**
 * Uses a copy of the database, as the job leaves rows behind that would affect other measurements.
 * @returns the result of `work`, which receives its URL
 */
export async function onCopy<T>(
  server: DatabaseServer,
  databaseUrl: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const name = 'rollcall_bench_bulk';
  const original = new URL(databaseUrl).pathname.slice(1);
  const inPostgres = (sql: string) => withClient(server.urlOf('postgres'), (client) => client.query(sql));
  await inPostgres(`drop database if exists ${name} with (force)`);
  await inPostgres(`create database ${name} template ${original}`);
  try {
    const url = server.urlOf(name);
    await withClient(url, (client) => client.query('vacuum (analyze)'));
    return await work(url);
  } finally {
    await inPostgres(`drop database ${name} with (force)`);
  }
}

/** Deactivates the `count` users who were added first, undoes it, and deactivates them again while lists are read. */
export async function bulk(databaseUrl: string, load: Load, count: number): Promise<Bulk> {
  const until = await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ moment: string }>(
      `select created_at::text as moment from users where deleted_at is null order by created_at, id offset $1 limit 1`,
      [count],
    );
    return rows[0] && new Date(rows[0].moment).toISOString();
  });
  return withProduct(databaseUrl, async (product) => {
    const where = { createdAt: { until }, status: ['ACTIVE', 'INVITED'] };
    const start = () => ask(product, START, { input: { change: { kind: 'DEACTIVATE' }, where } });
    const lists = () => listP99(product, load);
    await lists();
    const listAlone = await lists();
    const first = await timed(product, await start());
    const undone = await timed(product, await ask(product, UNDO, { id: first.id }));
    let isOver = false;
    const spans: number[] = [];
    const reading = (async () => {
      while (!isOver) spans.push(await lists());
    })();
    const second = await timed(product, await start()).finally(() => (isOver = true));
    await reading;
    return {
      total: first.changed,
      alone: first.seconds,
      undone: undone.seconds,
      besideLists: second.seconds,
      listAlone,
      listBesideJob: Math.max(...spans),
    };
  });
}

const START = `mutation ($input: StartBulkJobInput!) { write: startBulkJob(input: $input) { job { id } } }`;
const UNDO = `mutation ($id: ID!) { write: undoBulkJob(id: $id) { job { id } } }`;
const JOB = `query ($id: ID!) { bulkJob(id: $id) { state changed refused finishedAt } }`;

interface Written {
  write: { job: { id: string } | null };
}

export function headersOf({ inputs, request }: Product): Record<string, string> {
  const [input] = inputs;
  return { authorization: input ? (request('list', input).headers['authorization'] ?? '') : '' };
}

export async function ask(
  product: Product,
  query: string,
  variables: Record<string, unknown>,
): Promise<string> {
  const { write } = await askGraphql<Written>(product.running.port, query, variables, headersOf(product));
  if (!write.job) throw new Error('the job was refused');
  return write.job.id;
}

export async function timed(
  product: Product,
  id: string,
): Promise<{ id: string; seconds: number; changed: number }> {
  const began = performance.now();
  for (;;) {
    const { bulkJob } = await askGraphql<{
      bulkJob: { state: string; changed: number; refused: number; finishedAt: string | null };
    }>(product.running.port, JOB, { id }, headersOf(product));
    if (bulkJob.finishedAt) {
      if (bulkJob.state !== 'DONE') throw new Error(`the job is ${bulkJob.state}`);
      return { id, seconds: (performance.now() - began) / 1000, changed: bulkJob.changed };
    }
    await delay(LOOK_MS);
  }
}

async function listP99({ running, inputs, request }: Product, load: Load): Promise<number> {
  const { p99 } = await load.run({
    ports: [running.port],
    requests: inputs.map((input) => request('list', input)),
    connections: READERS,
    seconds: SPAN_SECONDS,
    most: MAX_REQUESTS,
    groups: 1,
  });
  return p99;
}
