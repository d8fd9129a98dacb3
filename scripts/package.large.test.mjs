// The npm package as users get it: built, packed, installed from the tarball into an empty folder, and used.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { schemaFaults } from './images/sbom-schema.mjs';

// It uses a registry, builds, and creates databases.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The oldest supported Node, and that of the workspace. */
const NODES = { 20: '20.19.0', 24: process.versions.node };

/** @type {string} */
let folder;
/** @type {import('node:child_process').ChildProcess[]} */
let started = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
  // As root, the database runs as another user, which must be able to enter the folder; else it would be stored elsewhere and
  // stay there.
  chmodSync(folder, 0o711);
  for (const name of ['home', 'app', 'nodes']) mkdirSync(join(folder, name));
  await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
  const tarball = join(root, `dist/rollcall-${version}.tgz`);
  await npm('app', 'install', tarball);
  await npm(
    'nodes',
    'install',
    ...Object.entries(NODES).map(([major, exact]) => `node-${major}@npm:node@${exact}`),
  );
});
afterEach(async () => {
  await Promise.all(started.map(end));
  started = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without the tests' own settings, except the machine's settings of npm's registry. */
const environment = () => {
  const { PATH, NODE_EXTRA_CA_CERTS } = process.env;
  return { PATH, HOME: join(folder, 'home'), ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }) };
};

/**
 * @param {string} place a folder
 * @param {string[]} args
 */
async function npm(place, ...args) {
  writeFileSync(join(folder, place, 'package.json'), '{}');
  await run('npm', [...args, '--no-audit', '--no-fund'], { cwd: join(folder, place), env: environment() });
}

/** @param {string} major */
const nodeOf = (major) => join(folder, 'nodes/node_modules', `node-${major}`, 'bin/node');

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code;
}

it('the package has an SBOM of what is in its bundles', async () => {
  const sbom = JSON.parse(readFileSync(join(folder, 'app/node_modules/rollcall/sbom.cdx.json'), 'utf8'));
  expect(await schemaFaults(sbom)).toEqual([]);
  expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'rollcall', version });
  const names = sbom.components.map((/** @type {{ name: string }} */ { name }) => name);
  expect(names).toEqual(expect.arrayContaining(['fastify', '@vue/runtime-dom', 'tailwindcss']));
});

describe.each(Object.keys(NODES))('the package on Node %s', (major) => {
  /** The command as npm links it, which finds its Node by PATH, and a data folder for each Node. */
  const call = () => {
    const env = environment();
    const cwd = join(folder, `data-${major}`);
    mkdirSync(cwd, { recursive: true });
    return {
      command: join(folder, 'app/node_modules/.bin/rollcall'),
      options: { cwd, env: { ...env, PATH: `${dirname(nodeOf(major))}:${env.PATH}`, PORT: '0' } },
    };
  };
  /** @param {string[]} args */
  const rollcall = async (...args) => {
    const { command, options } = call();
    try {
      return { code: 0, ...(await run(command, args, options)) };
    } catch (error) {
      return /** @type {{ code: number, stdout: string, stderr: string }} */ (error);
    }
  };

  it('serves the console, the API and the documentation, and ends with code 0', async () => {
    const { command, options } = call();
    const server = spawn(command, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(server);
    let output = '';
    server.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    const address = await vi.waitFor(() => {
      const [, found] = /^Rollcall is at (\S+)$/m.exec(output) ?? [];
      expect(found).toBeDefined();
      return found ?? '';
    });
    expect(realpathSync(`/proc/${server.pid}/exe`)).toBe(realpathSync(nodeOf(major)));
    expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).toContain('--max-semi-space-size=8');
    expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8')).toContain('MALLOC_ARENA_MAX=1');
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const page = await (await fetch(address)).text();
    const [, script = ''] = /<script[^>]* src="(\/assets\/[^"]+)"/.exec(page) ?? [];
    expect((await fetch(`${address}${script}`)).status).toBe(200);
    expect(page).toContain('<html data-docs ');
    expect(await (await fetch(`${address}/docs`)).text()).toContain('<title>Rollcall');
    expect((await fetch(`${address}/docs/nothing`)).status).toBe(404);
    const answer = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ viewer { __typename } }' }),
    });
    expect(await answer.json()).toMatchObject({ data: { viewer: null } });
    expect(await rollcall('seed', '100')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('100 users'),
    });
    expect(await rollcall('verify-audit')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('whole'),
    });
    expect(await end(server)).toBe(0);
  });

  it('reads the audit trail while no server runs', async () => {
    expect(await rollcall('verify-audit')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('whole'),
    });
  });

  it.each([['version'], ['--version']])('says at %s which it is', async (command) => {
    expect(await rollcall(command)).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists its commands at help', async () => {
    const { code, stdout } = await rollcall('help');
    expect(code).toBe(0);
    for (const command of ['seed', 'verify-audit', 'backup', 'restore', 'version', 'help'])
      expect(stdout).toContain(`rollcall ${command}`);
  });

  it.each([
    ['sede', '100'],
    ['start', 'now'],
  ])('refuses "%s %s" with 2, in one line', async (...args) => {
    expect(await rollcall(...args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]*“(sede|start)”[^\n]*\n$/),
    });
  });
});
