import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTemporaryPostgres, type TemporaryPostgres } from './database/embedded/temporary-postgres.js';
import { programsOf } from './testing/documents/document-programs.js';
import { OWNER } from './testing/servers/behind-nginx.js';
import { post, ServerProcess } from './testing/servers/server-process.js';

// The shell blocks of docs/operating.md, with processes instead of containers. Needs psql (Debian: postgresql-client).

// 100,000 users are added.
vi.setConfig({ testTimeout: 600_000 });

const blocks = programsOf('operating.md').filter(({ language }) => language === 'sh');

/** How the blocks begin that this test runs. */
const RUN = {
  start: '(umask',
  restore: 'docker compose stop server',
  verify: 'docker compose exec server node bin/rollcall.mjs verify-audit',
  seed: 'docker compose exec server node bin/rollcall.mjs seed',
};
/** How the others begin, and why they are not run. */
const NOT_RUN: Record<string, string> = {
  'kubectl create namespace': 'it needs a cluster; check validates the manifests',
  'METRICS_PORT=9400 docker compose --profile monitoring':
    'it needs an engine; prometheus.large.test.ts runs Prometheus',
  '# postgresql.conf: archive_mode': 'it needs a pgBackRest for PostgreSQL 18',
  'docker compose build && docker compose --file': 'it needs an engine; the drill runs the same set-up',
  'docker compose --file docker-compose.dev.yml': 'it needs an engine',
};

let folder: string;
let postgres: TemporaryPostgres;
let server: ServerProcess;
const control = createServer((request, response) => {
  const moved = request.url === '/stop' ? server.end('SIGTERM') : startServer();
  moved.then(
    () => response.end(),
    () => response.writeHead(500).end(),
  );
});

async function startServer(): Promise<string> {
  server = new ServerProcess({ DATABASE_URL: postgres.url, DATA_DIR: folder, ...OWNER });
  return server.address();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-operating-'));
  const docker = fileURLToPath(new URL('./testing/documents/docker.mjs', import.meta.url));
  await symlink(docker, join(folder, 'docker'));
  postgres = await startTemporaryPostgres(pino({ level: 'silent' }));
  await once(control.listen(0, '127.0.0.1'), 'listening');
  await startServer();
});
afterAll(async () => {
  await server.end('SIGTERM');
  control.close();
  await postgres.stop();
  await rm(folder, { recursive: true });
});

/** Runs a command of the page in a folder of its own. */
async function run(code: string): Promise<string> {
  const { hostname, port, password } = new URL(postgres.url);
  const env = {
    PATH: `${folder}:${dirname(process.execPath)}:${process.env['PATH']}`,
    DATABASE_URL: postgres.url,
    PGHOST: hostname,
    PGPORT: port,
    PGPASSWORD: decodeURIComponent(password),
    SERVER_CONTROL: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
  };
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', code], { cwd: folder, env });
  return stdout;
}

const block = (start: string) => {
  const found = blocks.find(({ code }) => code.startsWith(start));
  if (!found) throw new Error(`No block begins with ${start}`);
  return found.code;
};

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const addresses = async () =>
  (await query<{ email: string }>('select email from users order by id')).map(({ email }) => email);

it('every block of the page is run, or says why not', () => {
  const starts = [...Object.values(RUN), ...Object.keys(NOT_RUN)];
  const unknown = blocks.filter(({ code }) => !starts.some((start) => code.startsWith(start)));
  expect(unknown.map(({ code }) => code)).toEqual([]);
  expect(starts.filter((start) => !blocks.some(({ code }) => code.startsWith(start)))).toEqual([]);
});

it('the password for Compose is random, and only its owner can read it', async () => {
  const [command = '', compose] = block(RUN.start).split(' && ');
  expect(compose).toMatch(/^docker compose up /);
  await run(command);
  const file = join(folder, '.env');
  expect(await readFile(file, 'utf8')).toMatch(/^POSTGRES_PASSWORD=[\da-f]{48}\n$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('a backup is restored with the commands for Compose', async () => {
  const page = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const [, backup = ''] = /^\| Compose +\| `([^`]+)`/m.exec(page) ?? [];
  await run(backup);
  expect(await addresses()).toEqual([OWNER.ADMIN_EMAIL]);
  await query(`insert into users (email, display_name) values ('late@example.org', 'Late')`);
  expect(await addresses()).toHaveLength(2);

  await run(block(RUN.restore));
  expect(await addresses()).toEqual([OWNER.ADMIN_EMAIL]);
  expect(await post(await server.address(), '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
});

it('the audit trail is verified', async () => {
  expect(await run(block(RUN.verify))).toMatch(/[\da-f]{64}/);
});

it('sample users are added', async () => {
  await run(block(RUN.seed));
  expect(await addresses()).toHaveLength(100_001);
});

it('a user takes the space that docs/scaling.md says, within a tenth', async () => {
  const page = await readFile(new URL('../../docs/scaling.md', import.meta.url), 'utf8');
  const [, vacuum = '', sizes = ''] = /^```sql\n(VACUUM;)\n(.*?)^```$/ms.exec(page) ?? [];
  const [, together = ''] = /\*\*together\*\* +\| +\*\*([\d,]+)\*\*/.exec(page) ?? [];
  await query(vacuum);
  const rows = await query<{ bytes: string }>(sizes);
  const sum = rows.reduce((all, { bytes }) => all + Number(bytes), 0);
  const said = Number(together.replace(',', ''));
  expect(sum).toBeGreaterThan(said * 0.9);
  expect(sum).toBeLessThan(said * 1.1);
});
