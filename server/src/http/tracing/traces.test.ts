import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addUsers, run } from '../../testing/requests/bulk-requests.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import { type TestApp, startTestApp } from '../../testing/test-app.js';
import {
  attribute,
  type ReceivedSpan,
  startTraceReceiver,
  type TraceReceiver,
} from '../../testing/servers/trace-receiver.js';
import { subscribeOnce } from '../../testing/websocket.js';
import { SampledParents } from './sampled-parents.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT_ID = '00f067aa0ba902b7';
const traceparent = (flags: string, traceId = TRACE_ID) => ({
  traceparent: `00-${traceId}-${PARENT_ID}-${flags}`,
});
const LIST =
  'query TracedList($search: String) { users(first: 5, search: $search) { nodes { id } totalCount } }';

let database: TestDatabase;
let receiver: TraceReceiver;
beforeAll(async () => {
  [database, receiver] = await Promise.all([createTestDatabase(), startTraceReceiver()]);
});
beforeEach(() => void (receiver.spans.length = 0));
afterAll(async () => {
  await receiver.close();
  await database.drop();
});

/** The spans that a server with these settings exports. Stopping it exports the remaining ones. */
async function tracesOf(env: Record<string, string>, work: (test: TestApp) => Promise<unknown>) {
  const test = await startTestApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env }, database });
  try {
    await work(test);
  } finally {
    await test.close();
  }
  return { spans: receiver.spans, logs: test.logs };
}

const all = { OTEL_TRACES_SAMPLER_ARG: '1' };
const none = { OTEL_TRACES_SAMPLER_ARG: '0' };
const named = (spans: ReceivedSpan[], name: string) => spans.filter((span) => span.name === name);
const isOf = (parent: ReceivedSpan | undefined) => (span: ReceivedSpan) =>
  span.parentSpanId === parent?.spanId;

describe('the trace of a request', () => {
  it('has a span of the request, one of the operation in it, and in that one of each message of statements', async () => {
    const { spans } = await tracesOf(none, async (test) => {
      // From the third time on, the document is known and takes another path through the server.
      for (let times = 0; times < 3; times += 1)
        expect((await test.graphql(LIST, {}, traceparent('01'))).errors).toBeUndefined();
    });
    const requests = named(spans, 'POST /graphql');
    expect(requests).toHaveLength(3);
    for (const request of requests) {
      expect(request).toMatchObject({ traceId: TRACE_ID, parentSpanId: PARENT_ID });
      expect(attribute(request, 'http.response.status_code')).toBe(200);
      expect(attribute(request, 'rollcall.request_id')).toMatch(/^[0-9a-f-]{36}$/);
      const [operation, ...others] = spans.filter(isOf(request));
      expect(others).toEqual([]);
      expect(operation).toMatchObject({ name: 'graphql TracedList', traceId: TRACE_ID });
      const statements = spans.filter(isOf(operation));
      expect(statements.length).toBeGreaterThan(0);
      for (const statement of statements) {
        expect(statement).toMatchObject({ name: 'sql', traceId: TRACE_ID });
        expect(Number(attribute(statement, 'db.operation.batch.size'))).toBeGreaterThan(0);
        expect(nanoseconds(statement)).toBeGreaterThan(0);
        expect(nanoseconds(statement)).toBeLessThanOrEqual(nanoseconds(request));
      }
    }
  });

  it('marks failures, and contains no value, no document and no address', async () => {
    const { spans } = await tracesOf(all, async (test) => {
      const variables = { search: 'marker@example.org' };
      await test.graphql(`${LIST} # marker`, variables, { cookie: 'marker=marker' });
      await test.graphql('query TracedFault { users(first: -1) { nodes { id } } }', variables);
      await test.app.inject('/graphql?query=%7Bmarker%7D');
      await test.app.inject('/marker/page');
    });
    const [fault] = named(spans, 'graphql TracedFault');
    expect(fault?.status.code).toBe(2);
    expect(named(spans, 'graphql TracedList')[0]?.status.code).not.toBe(2);
    expect(JSON.stringify(spans)).not.toContain('marker');
    expect(JSON.stringify(receiver.headers)).not.toContain('marker');
  });

  it('begins with the operation if that comes over a WebSocket', async () => {
    const { spans } = await tracesOf(all, (test) => subscribeOnce(test, LIST));
    const [operation] = named(spans, 'graphql TracedList');
    expect(operation?.parentSpanId).toBeUndefined();
    expect(spans.filter(isOf(operation)).map(({ name }) => name)).toContain('sql');
  });
});

describe('which requests are traced', () => {
  it('follows the client’s choice, and the share for the others', async () => {
    const other = '0af7651916cd43dd8448eb211c80319c';
    const { spans } = await tracesOf(all, async (test) => {
      await test.graphql(LIST, {}, traceparent('00'));
      await test.graphql(LIST, {}, traceparent('00', other));
      await test.graphql(LIST, {}, { traceparent: 'nonsense' });
    });
    expect(named(spans, 'POST /graphql')).toHaveLength(1);
    expect(spans.map(({ traceId }) => traceId)).not.toContain(TRACE_ID);
    receiver.spans.length = 0;
    expect((await tracesOf(none, (test) => test.graphql(LIST))).spans).toEqual([]);
  });

  it('excludes files and health checks', async () => {
    const paths = ['/healthz', '/readyz', '/assets/none.js'];
    const { spans } = await tracesOf(all, async (test) => {
      for (const path of paths) await test.app.inject(path);
    });
    expect(spans).toEqual([]);
  });

  it('is limited for clients that ask to be traced', () => {
    const parents = new SampledParents();
    const taken = (now: number) =>
      Array.from({ length: 100 }, () => parents.takes(now)).filter(Boolean).length;
    expect([taken(0), taken(999), taken(1_000)]).toEqual([20, 0, 20]);
  });
});

it('a bulk job has a span', async () => {
  const { spans } = await tracesOf(none, async (test) => {
    await addUsers(test, 2);
    await run(test.graphql, { change: { kind: 'DEACTIVATE' }, where: { department: ['Bulk'] } });
  });
  const [job] = named(spans, 'bulk job');
  expect(attribute(job as ReceivedSpan, 'rollcall.job.kind')).toBe('DEACTIVATE');
  expect(job?.status.code).not.toBe(2);
});

it('a receiver that is away costs one log line and fails no request', async () => {
  const env = { ...all, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const { logs } = await tracesOf(env, async (test) => {
    for (let times = 0; times < 3; times += 1) expect((await test.graphql(LIST)).errors).toBeUndefined();
  });
  expect(logs.filter(({ msg }) => msg === 'Traces cannot be exported.')).toHaveLength(1);
});

it('OpenTelemetry is imported by one file, which is loaded by its own import()', async () => {
  const importers: string[] = [];
  const source = new URL('../../', import.meta.url);
  for await (const file of glob('**/*.ts', { cwd: source })) {
    const text = readFileSync(new URL(file, source), 'utf8');
    if (/from '@opentelemetry\//.test(text) || /from '.*\/otel-traces\.js'/.test(text)) importers.push(file);
  }
  expect(importers).toEqual(['http/tracing/otel-traces.ts']);
});

function nanoseconds({ startTimeUnixNano, endTimeUnixNano }: ReceivedSpan): number {
  return Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano));
}
