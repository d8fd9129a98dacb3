import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWNER } from '../../testing/servers/behind-nginx.js';
import { freePort } from '../../testing/servers/nginx.js';
import { MONITORING, Prometheus, promtool } from '../../testing/servers/prometheus.js';
import { post, ServerProcess } from '../../testing/servers/server-process.js';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';

// Needs Prometheus and its promtool (Debian: prometheus).

describe('promtool', () => {
  it('finds no fault in the rules and the configuration', async () => {
    expect(await promtool('check', 'rules', 'alerts.yml')).toContain('SUCCESS');
    expect(await promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
  });

  it('sees each alert fire when it should, and only then', async () => {
    expect(await promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  });
});

interface Panel {
  title: string;
  targets?: { expr: string }[];
}
const dashboard = JSON.parse(readFileSync(join(MONITORING, 'grafana/dashboards/rollcall.json'), 'utf8')) as {
  panels: Panel[];
};
/** Grafana's interval is four scrapes, which are a second apart here. Some more, as a busy machine may miss one. */
const expressions = dashboard.panels
  .flatMap(({ targets = [] }) => targets)
  .map(({ expr }) => expr.replaceAll('$__rate_interval', '10s'));

describe('Prometheus, with a server', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let address: string;
  let prometheus: Prometheus;
  beforeAll(async () => {
    database = await createTestDatabase();
    const metricsPort = String(await freePort());
    const env = { DATABASE_URL: database.url, DATA_DIR: tmpdir(), METRICS_PORT: metricsPort, ...OWNER };
    server = new ServerProcess(env);
    address = await server.address();
    prometheus = await Prometheus.start(`127.0.0.1:${metricsPort}`);
  });
  afterAll(async () => {
    await prometheus.stop();
    await server.end('SIGTERM');
    await database.drop();
  });

  it('reads its metrics, and no alert fires', async () => {
    const targets = async () =>
      (
        await prometheus.get<{ activeTargets: { labels: object; health: string }[] }>('targets')
      ).activeTargets.map(({ labels, health }) => ({ labels, health }));
    await expect
      .poll(targets)
      .toEqual([{ labels: expect.objectContaining({ job: 'rollcall' }) as object, health: 'up' }]);

    const names = readFileSync(join(MONITORING, 'alerts.yml'), 'utf8').match(/(?<=alert: )\w+/g) ?? [];
    const rules = async () =>
      (
        await prometheus.get<{ groups: { rules: { name: string; health: string; state: string }[] }[] }>(
          'rules',
        )
      ).groups.flatMap((group) => group.rules.map(({ name, health, state }) => ({ name, health, state })));
    // The health is "unknown" until the first evaluation.
    await expect.poll(rules).toEqual(names.map((name) => ({ name, health: 'ok', state: 'inactive' })));
  });

  it('answers every expression of the dashboard with numbers', async () => {
    expect(expressions.length).toBeGreaterThan(30);
    const { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } = OWNER;
    const signIn = `signIn(input: { email: "${email}", password: "${password}" }) { accessToken }`;
    const unanswered = async () => {
      // Rates need operations between two scrapes: one that succeeds and one with an error.
      await post(address, `mutation SignIn { ${signIn} }`);
      await post(address, 'query Users { users(first: 1) { nodes { id } } }');
      const answers = await Promise.all(
        expressions.map(async (expression) => {
          const samples = await prometheus.query(expression);
          const isAnswered =
            samples.length > 0 && samples.every(({ value }) => Number.isFinite(Number(value[1])));
          return isAnswered ? undefined : expression;
        }),
      );
      return answers.filter((each) => each !== undefined);
    };
    await expect.poll(unanswered).toEqual([]);
  });

  it('notices that the server is gone', async () => {
    await server.end('SIGTERM');
    await expect
      .poll(() => prometheus.query('ALERTS{alertname="RollcallServerDown"}'))
      .toMatchObject([{ metric: { alertstate: 'pending', severity: 'critical' } }]);
  });
});
