import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type GuardedPostgres, startGuardedPostgres } from '../testing/servers/guarded-postgres.js';
import { DIST, post, ServerProcess } from '../testing/servers/server-process.js';
import { connectionTo } from './connection.js';

// Each test starts a server on an empty database, and may share two processors with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };

let postgres: GuardedPostgres;
let dataDir: string;
let server: ServerProcess | undefined;
beforeAll(async () => {
  postgres = await startGuardedPostgres();
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-connection-'));
});
afterEach(async () => {
  await server?.end('SIGTERM');
  server = undefined;
});
afterAll(async () => {
  await postgres.stop();
  await rm(dataDir, { recursive: true });
});

const start = (url: string, env: Readonly<Record<string, string>> = {}) =>
  (server = new ServerProcess({ DATABASE_URL: url, DATA_DIR: dataDir, ...OWNER, ...env }));

/** Starts a server and asks as its owner. */
async function startAsOwner(url: string, env?: Readonly<Record<string, string>>) {
  const address = await start(url, env).address();
  const credentials = `email: "${OWNER.ADMIN_EMAIL}", password: "${OWNER.ADMIN_PASSWORD}"`;
  const answer = await post(address, `mutation { signIn(input: { ${credentials} }) { accessToken } }`);
  const { accessToken } = (answer as { data: { signIn: { accessToken: string } } }).data.signIn;
  const headers = { authorization: `Bearer ${accessToken}` };
  return {
    address,
    headers,
    ask: async <T>(query: string) => ((await post(address, query, headers)) as { data: T }).data,
  };
}

const connections = (database: string) =>
  postgres.query<{ name: string; ssl: boolean; socket: boolean }>(
    'postgres',
    `select distinct application_name as name, ssl, client_addr is null as socket
     from pg_stat_activity join pg_stat_ssl using (pid) where datname = '${database}' order by 1`,
  );
const ALL = ['rollcall', 'rollcall-changes', 'rollcall-fast', 'rollcall-seals'];

describe('TLS', () => {
  it.each<[string, Record<string, string>]>([
    ['require', {}],
    ['no-verify', {}],
    ['verify-ca', { sslrootcert: '' }],
    ['verify-full', { sslrootcert: '' }],
  ])('with sslmode=%s every connection is encrypted', async (sslmode, more) => {
    const database = sslmode.replace('-', '_');
    await postgres.createDatabase(database);
    const root: Record<string, string> = 'sslrootcert' in more ? { sslrootcert: postgres.certificate } : {};
    await startAsOwner(postgres.url(database, { sslmode, ...root }));
    await expect
      .poll(() => connections(database))
      .toEqual(ALL.map((name) => ({ name, ssl: true, socket: false })));
  });

  it('with a client certificate every connection uses it', async () => {
    await postgres.createDatabase('certified');
    const parameters = { sslmode: 'verify-full', sslrootcert: postgres.certificate, ...postgres.certified };
    await startAsOwner(postgres.url('certified', parameters));
    const users = () =>
      postgres.query(
        'postgres',
        `select application_name as name, min(usename) as by, min(client_dn) as dn
         from pg_stat_activity join pg_stat_ssl using (pid) where datname = 'certified' group by 1 order by 1`,
      );
    await expect.poll(users).toEqual(ALL.map((name) => ({ name, by: 'carol', dn: '/CN=carol' })));
  });

  it.each<[string, Record<string, string>, string | undefined, RegExp]>([
    [
      'no TLS',
      { sslmode: 'disable' },
      undefined,
      /refused a connection without encryption.*sslmode=verify-full/,
    ],
    [
      'a certificate that nobody vouches for',
      { sslmode: 'verify-full' },
      undefined,
      /self-signed certificate/,
    ],
    [
      'a certificate for another name',
      { sslmode: 'verify-full', sslrootcert: 'ours' },
      '127.0.0.1:{port}',
      /IP: 127\.0\.0\.1 is not in the cert/,
    ],
    [
      'a certificate file that is absent',
      { sslmode: 'verify-full', sslrootcert: '/no.crt' },
      undefined,
      /ENOENT.*no\.crt/,
    ],
    [
      'a mode that is none',
      { sslmode: 'prefer' },
      undefined,
      /sslmode in DATABASE_URL must be one of .*"prefer"/,
    ],
    ['a parameter without an effect', { sslmodus: 'require' }, undefined, /has no effect here: sslmodus/],
  ])('refuses to start with %s, in one line', async (_, parameters, host, line) => {
    const root: Record<string, string> =
      parameters['sslrootcert'] === 'ours' ? { sslrootcert: postgres.certificate } : {};
    const refused = start(postgres.url('postgres', { ...parameters, ...root }, host));
    expect(await refused.ended).toBe(1);
    expect(refused.stderr).toMatch(line);
    expect(refused.stderr).toMatch(/^Rollcall cannot start: [^\n]+\n$/);
    expect(refused.stderr).not.toContain('p%40ss');
  });
});

it('a socket as host, with a name for every connection', async () => {
  await postgres.createDatabase('by_socket');
  const parameters = { host: postgres.socket, port: portOf(), application_name: 'directory' };
  await startAsOwner(postgres.url('by_socket', parameters, ''));
  await expect
    .poll(() => connections('by_socket'))
    .toEqual([{ name: 'directory', ssl: false, socket: true }]);
});

const portOf = () => new URL(postgres.url('postgres', {})).port;

it.each([
  ['options', { options: '-c search_path=people -c statement_timeout=20s' }, {}],
  ['search_path', { search_path: 'people' }, {}],
  ['PGOPTIONS', {}, { PGOPTIONS: '-c search_path=people' }],
])(
  '%s puts every table into the schema that it names',
  async (name, parameters: Record<string, string>, env) => {
    const database = `schema_by_${name}`.toLowerCase();
    await postgres.createDatabase(database);
    await postgres.query(database, 'create schema people authorization app');
    const { ask } = await startAsOwner(postgres.url(database, { sslmode: 'require', ...parameters }), env);
    expect(await ask('{ users { totalCount } }')).toEqual({ users: { totalCount: 1 } });
    const schemas = await postgres.query(
      database,
      `select schemaname as name, count(*) > 10 as all from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') group by 1`,
    );
    expect(schemas).toEqual([{ name: 'people', all: true }]);
  },
);

it('refuses a search_path without a schema that exists, and one that hides an extension', async () => {
  await postgres.createDatabase('hidden');
  const nowhere = start(postgres.url('hidden', { sslmode: 'require', search_path: 'nowhere' }));
  expect(await nowhere.ended).toBe(1);
  expect(nowhere.stderr).toMatch(/^Rollcall cannot start: search_path names no schema[^\n]+\n$/);
  await postgres.query('hidden', 'create extension unaccent schema public');
  await postgres.query('hidden', 'create schema people authorization app');
  const hidden = start(postgres.url('hidden', { sslmode: 'require', search_path: 'people' }));
  expect(await hidden.ended).toBe(1);
  expect(hidden.stderr).toMatch(
    /^Rollcall cannot start: the extension unaccent is in the schema public[^\n]+\n$/,
  );
});

const ODD = {
  timezone: 'Asia/Kolkata',
  datestyle: 'German, DMY',
  intervalstyle: 'sql_standard',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  array_nulls: 'off',
  gin_fuzzy_search_limit: '1',
  lc_time: 'C',
  default_transaction_isolation: 'serializable',
};

describe.each([
  ['of the database', 'odd', {}],
  [
    'in DATABASE_URL',
    'odd_by_url',
    { options: '-c TimeZone=Asia/Kolkata -c DateStyle=German -c IntervalStyle=sql_standard' },
  ],
])('odd settings %s', (_, database, parameters: Record<string, string>) => {
  it('change no date, cursor, export and seal', async () => {
    await postgres.createDatabase(database);
    if (database === 'odd') {
      for (const [name, value] of Object.entries(ODD)) {
        await postgres.query('postgres', `alter database odd set ${name} to '${value}'`);
      }
    }
    const url = postgres.url(database, { sslmode: 'require', ...parameters });
    const before = Date.now();
    const { address, headers, ask } = await startAsOwner(url);
    for (const letter of ['a', 'b', 'c', 'd']) {
      const input = `email: "${letter}@example.org", displayName: "${letter}"`;
      const made = await ask(`mutation { createUser(input: { ${input} }) { user { createdAt } } }`);
      const { createdAt } = (made as { createUser: { user: { createdAt: string } } }).createUser.user;
      expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
    }

    const names = [];
    let after = '';
    do {
      const { users } = await ask<{ users: Page }>(
        `{ users(first: 1 ${after} orderBy: { field: CREATED_AT, direction: ASC }) {
           nodes { displayName createdAt } pageInfo { hasNextPage endCursor } } }`,
      );
      names.push(...users.nodes.map(({ displayName }) => displayName));
      after = users.pageInfo.hasNextPage ? `after: "${users.pageInfo.endCursor}"` : '';
    } while (after);
    expect(names.slice(1)).toEqual(['a', 'b', 'c', 'd']);

    const from = new Date(before).toISOString();
    const exported = await fetch(`${address}/audit/export?format=jsonl&from=${from}`, { headers });
    const entries = (await exported.text()).trim().split('\n');
    const moments = entries.map((line) => (JSON.parse(line) as { occurredAt: string }).occurredAt);
    expect(moments.length).toBeGreaterThan(4);
    for (const moment of moments) {
      expect(moment).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(Date.parse(moment)).toBeLessThanOrEqual(Date.now());
      expect(Date.parse(moment)).toBeGreaterThanOrEqual(before);
    }
    const { viewer } = await ask<{ viewer: { sessions: Page } }>(
      '{ viewer { sessions { nodes { createdAt expiresAt } } } }',
    );
    expect(Date.parse(viewer.sessions.nodes[0]?.createdAt ?? '')).toBeGreaterThanOrEqual(before);

    const verify = promisify(execFile)(process.execPath, [join(DIST, 'audit', 'main.js')], {
      env: { DATABASE_URL: url },
    });
    expect((await verify).stdout).toContain('Head: ');
  });
});

interface Page {
  nodes: { displayName: string; createdAt: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

it('does not affect the embedded database, whatever the environment says about others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-embedded-'));
  // As root, the database runs as another user, which must be able to enter the folder.
  await chmod(folder, 0o711);
  server = new ServerProcess({
    DATA_DIR: join(folder, 'data'),
    PGSSLMODE: 'verify-full',
    PGOPTIONS: '-c search_path=nowhere',
    PGHOST: 'nowhere.invalid',
    PGUSER: 'nobody',
    PGDATABASE: 'nothing',
  });
  const answer = await fetch(`${await server.address()}/readyz`);
  expect(answer.status).toBe(200);
  await server.end('SIGTERM');
  await rm(folder, { recursive: true });
});

it('sends the settings that statements depend on after those of the URL', () => {
  const { options = '' } = connectionTo('postgres://u@h/d?options=-c%20timezone%3DAsia/Kolkata', 'x');
  expect(options.lastIndexOf('timezone=UTC')).toBeGreaterThan(options.indexOf('timezone=Asia/Kolkata'));
});
