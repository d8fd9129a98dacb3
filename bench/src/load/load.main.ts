import { UNIQUE } from '../database/inputs.js';
import { Connection } from './connection.js';
import type { LoadOrder, LoadResult } from './load.js';
import { percentile } from './percentile.js';
import { requestText } from './request-text.js';

/** A separate process that only sends requests. Its CPU time counts for no system. */

/** Grows while the process lives, so that no two requests create the same user. */
let unique = 0;

/** Marks of errors in successful GraphQL answers. Such an answer counts as a failure. */
const ERRORS = ['"errors":', '"userErrors":[{'];

/** The number of reported failures. The first one ends the run. */
const MAX_REPORTED_FAILURES = 3;

async function run({ ports, requests, connections, seconds, most, groups }: LoadOrder): Promise<LoadResult> {
  const texts = new Map(
    ports.map((port) => [port, requests.map((each) => prepare(requestText(each, port)))]),
  );
  const latencies: number[][] = Array.from({ length: groups }, () => []);
  const failures: string[] = [];
  let next = 0;
  const opened = await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const port = ports[index % ports.length] ?? 0;
      return { connection: await Connection.open(port), ask: texts.get(port) ?? [] };
    }),
  );

  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    opened.map(async ({ connection, ask }) => {
      while (next < most && performance.now() < until && failures.length < MAX_REPORTED_FAILURES) {
        const index = next++;
        const request = ask[index % ask.length];
        if (!request) throw new Error('there is nothing to ask');
        const sent = performance.now();
        const { status, body } = await connection.ask(request());
        latencies[index % groups]?.push(performance.now() - sent);
        if (status < 200 || status > 299 || ERRORS.some((text) => body.includes(text)))
          failures.push(`${status}: ${body.toString('utf8', 0, 1000)}`);
      }
    }),
  );
  const ended = performance.now();
  opened.forEach(({ connection }) => connection.close());
  return summarise(latencies, (ended - started) / 1000, failures);
}

/** The same bytes each time, or a text with a different number each time. */
function prepare(text: string): () => Buffer | string {
  if (!text.includes(UNIQUE)) {
    const bytes = Buffer.from(text);
    return () => bytes;
  }
  return () => text.replaceAll(UNIQUE, String(++unique).padStart(UNIQUE.length, '0'));
}

function summarise(latencies: number[][], seconds: number, failures: string[]): LoadResult {
  const all = Float64Array.from(latencies.flat()).sort();
  return {
    requests: all.length,
    seconds,
    p50: percentile(all, 0.5),
    p99: percentile(all, 0.99),
    p99ByGroup: latencies.map((group) => percentile(Float64Array.from(group).sort(), 0.99)),
    failures,
  };
}

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (order: LoadOrder) => {
  run(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ failures: [String(error)] }),
  );
});
