import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleOperations } from '../../testing/requests/console-operations.js';
import { metricsUrl, valueOf } from '../../testing/metrics.js';
import { type TestApp, startTestApp } from '../../testing/test-app.js';
import { OPERATION_NAMES } from './operation-names.js';

let test: TestApp;
let url: string;

beforeAll(async () => {
  test = await startTestApp({ env: { METRICS_PORT: '0' } });
  url = metricsUrl(test);
});

afterAll(() => test.close());

const scrape = async () => (await fetch(url)).text();

describe('/metrics', () => {
  it('is not on the public port, and its own port has nothing else', async () => {
    expect((await test.app.inject('/metrics')).statusCode).toBe(404);
    expect((await fetch(url)).headers.get('content-type')).toContain('text/plain');
    expect((await fetch(url.replace('/metrics', '/graphql'))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });

  it('counts operations, their statements and their errors', async () => {
    const name = 'Users';
    expect(OPERATION_NAMES).toContain(name);
    const before = await scrape();
    await test.graphql(`query ${name} { users(first: 1) { nodes { id } } }`);
    await test.graphql(`query ${name} { users(first: -1) { nodes { id } } }`);
    const after = await scrape();
    expect(valueOf(after, `rollcall_operation_duration_seconds_count{operation="${name}"}`)).toBe(2);
    expect(valueOf(after, `rollcall_operation_errors_total{operation="${name}"}`)).toBe(1);
    const statements = (text: string) => valueOf(text, 'rollcall_sql_statements_total') ?? 0;
    expect(statements(after)).toBeGreaterThan(statements(before));
    expect(valueOf(after, 'rollcall_sql_seconds_total')).toBeGreaterThan(0);
  });

  it('adds no time series for 1,000 unknown names', async () => {
    await test.graphql('query Invented { viewer { id } }');
    // The names of prom-client's own series depend on what the process has done so far.
    const seriesOf = (text: string) => text.split('\n').filter((line) => line.startsWith('rollcall_')).length;
    const before = seriesOf(await scrape());
    for (let number = 0; number < 1_000; number += 1) {
      await test.graphql(`query Invented${number} { __typename }`);
    }
    const text = await scrape();
    expect(seriesOf(text)).toBe(before);
    expect(text).not.toContain('Invented');
    expect(
      valueOf(text, 'rollcall_operation_duration_seconds_count{operation="other"}'),
    ).toBeGreaterThanOrEqual(1_000);
  });

  it('shows the state of the server', async () => {
    const text = await scrape();
    expect(valueOf(text, 'rollcall_database_up')).toBe(1);
    expect(valueOf(text, 'rollcall_news_connected')).toBe(1);
    expect(valueOf(text, 'rollcall_websockets_open')).toBe(0);
    expect(valueOf(text, 'rollcall_bulk_jobs{state="RUNNING"}')).toBe(0);
    expect(valueOf(text, 'rollcall_audit_seal_lag_seconds')).toBeLessThan(60);
    expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(20_000_000);
    expect(valueOf(text, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(5_000_000);
    expect(valueOf(text, 'process_open_fds')).toBeGreaterThan(3);
    expect(valueOf(text, 'process_start_time_seconds')).toBeCloseTo(
      Date.now() / 1_000 - process.uptime(),
      -1,
    );
  });

  it('shows how long the event loop was blocked since the last scrape', async () => {
    await scrape();
    const cpu = valueOf(await scrape(), 'process_cpu_seconds_total') ?? 0;
    const heldUp = async () => {
      const until = performance.now() + 150;
      while (performance.now() < until);
      return valueOf(await scrape(), 'nodejs_eventloop_lag_max_seconds');
    };
    // The first sample after a scrape, 20 ms later, only starts the measurement. There are more between two tries.
    await expect.poll(heldUp).toBeGreaterThan(0.1);
    expect(valueOf(await scrape(), 'process_cpu_seconds_total')).toBeGreaterThan(cpu);
  });

  it.each(['alerts.yml', 'grafana/dashboards/rollcall.json'])(
    'has every metric that %s names',
    async (file) => {
      const text = readFileSync(new URL(`../../../monitoring/${file}`, import.meta.url), 'utf8');
      const named = new Set(text.match(/\b(?:rollcall|nodejs|process)_\w+/g));
      expect(named.size).toBeGreaterThan(15);
      const scraped = new Set((await scrape()).match(/^\w+/gm));
      expect([...named].filter((name) => !scraped.has(name))).toEqual([]);
    },
  );

  it('has two tests for promtool of every alert: it fires, and it is silent', () => {
    const read = (file: string) =>
      readFileSync(new URL(`../../../monitoring/${file}`, import.meta.url), 'utf8');
    const groups = read('alerts.test.yml').split('\n  - name: ');
    const untested = (read('alerts.yml').match(/(?<=alert: )\w+/g) ?? []).filter((alert) => {
      const own = groups.filter((group) => group.startsWith(`${alert} `)).join();
      return !own.includes(`{alertname="${alert}",alertstate="firing"`) || !/exp_samples: \[\]/.test(own);
    });
    expect(untested).toEqual([]);
  });

  it('knows every operation of the console', () => {
    expect([...OPERATION_NAMES].sort()).toEqual(consoleOperations.map(([name]) => name).sort());
  });
});
