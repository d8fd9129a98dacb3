import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { root } from '../steps.mjs';

/**
 * @typedef {object} Job
 * @property {Record<string, string>} [permissions]
 * @property {number} [timeout-minutes]
 * @property {string} [runs-on]
 * @property {{ matrix?: Record<string, string[]> }} [strategy]
 * @property {{ uses?: string, run?: string, with?: Record<string, any>, env?: Record<string, string> }[]} steps
 */

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
const files = globSync('.github/workflows/*.yml', { cwd: root }).sort();
const workflows = files.map((path) => {
  const document = parseDocument(read(path));
  return /** @type {const} */ ([path, { document, workflow: document.toJS(), text: read(path) }]);
});
/** @type {(readonly [string, Job])[]} */
const jobs = workflows.flatMap(([path, { workflow }]) =>
  Object.entries(workflow.jobs).map(([name, job]) => /** @type {const} */ ([`${path} ${name}`, job])),
);
const steps = jobs.flatMap(([, job]) => job.steps);
const { scripts } = JSON.parse(read('package.json'));

/** Rights beyond reading the code, by job. No other job may have them. */
const RIGHTS = {
  '.github/workflows/codeql.yml analyze': { contents: 'read', 'security-events': 'write' },
  '.github/workflows/release.yml images': {
    contents: 'read',
    packages: 'write',
    'id-token': 'write',
    attestations: 'write',
  },
  '.github/workflows/release.yml npm': { contents: 'read', 'id-token': 'write' },
  '.github/workflows/release.yml release': { contents: 'write' },
};

/** The commands of package.json that a job calls, with each value of its matrix inserted. */
function calledBy(/** @type {Job} */ { steps: of, strategy }) {
  return of.flatMap(({ run = '' }) =>
    [...run.matchAll(/pnpm@12 (\$\{\{ matrix\.(\w+) \}\}|[\w:-]+)/g)].flatMap(([, word = '', name]) =>
      name ? (strategy?.matrix?.[name] ?? [`no ${name}`]).map((value) => value.split(' ')[0] ?? '') : [word],
    ),
  );
}

describe('a workflow', () => {
  it.each(workflows)('%s parses, and has a trigger', (_path, { document, workflow }) => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(workflow).toMatchObject({ name: expect.any(String), on: expect.anything() });
    // It would give the rights of the repository to foreign code.
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  });

  it.each(workflows)('%s may only read the code', (_path, { workflow }) => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it.each(workflows)('%s puts nothing of an event or a ref into a script', (_path, { text }) => {
    const scriptsOf = [...text.matchAll(/^ *(?:- )?run: (.+(?:\n {10,}.*)*)/gm)].map(([, run = '']) => run);
    for (const run of scriptsOf)
      for (const [, expression = ''] of run.matchAll(/\$\{\{ *(.+?) *\}\}/g))
        expect(expression).toMatch(/^matrix\./);
  });
});

describe('a job', () => {
  it.each(jobs)('%s has the rights that it needs, and a timeout', (name, job) => {
    expect(job.permissions).toEqual(RIGHTS[/** @type {keyof typeof RIGHTS} */ (name)]);
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    // Never "latest", which changes by itself.
    expect(job['runs-on']).toMatch(/^ubuntu-\d+\.04$/);
  });

  it.each(jobs)('%s calls commands that exist', (_name, job) => {
    for (const command of calledBy(job))
      expect([...Object.keys(scripts), 'install'], command).toContain(command);
  });
});

it('every right that is listed belongs to a job', () => {
  expect(jobs.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(RIGHTS)));
});

it('actions are only those of the forge, by their major version, and one version of each', () => {
  const used = [...new Set(steps.flatMap(({ uses }) => uses ?? []))];
  expect(used.length).toBeGreaterThan(5);
  for (const uses of used) expect(uses).toMatch(/^(?:actions\/[\w-]+|github\/codeql-action\/\w+)@v\d+$/);
  const names = used.map((uses) => uses.split('@')[0]);
  expect(names).toEqual([...new Set(names)]);
});

it('a checkout stores no token', () => {
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(5);
  for (const { with: options } of checkouts) expect(options?.['persist-credentials']).toBe(false);
});

it('each night runs all slow tests, the plans among a million users included', () => {
  const nightly = jobs.filter(([name]) => name.includes('nightly')).flatMap(([, job]) => calledBy(job));
  expect(nightly).toEqual(
    expect.arrayContaining(['test:large', 'test:looks', 'abuse', 'bench', 'images', 'audit-security']),
  );
  const module = new URL('../suites.mjs', import.meta.url).href;
  const code = `import(${JSON.stringify(module)}).then(({ filesOf }) => console.log(filesOf('src').include.join()))`;
  const env = { ...process.env, TEST_SUITE: 'large' };
  const large = execFileSync(process.execPath, ['--eval', code], { encoding: 'utf8', env });
  expect(large).toContain('.large.test.');
});

it('a release publishes nothing before check and test, and publishes images, a package and notes', () => {
  const { jobs: of } = workflows.find(([path]) => path.endsWith('release.yml'))?.[1].workflow ?? {};
  expect(calledBy(of['check-and-test'])).toEqual(['install', 'check', 'test']);
  expect([of.images.needs, of.npm.needs, of.release.needs]).toEqual([
    'check-and-test',
    'check-and-test',
    ['images', 'npm'],
  ]);
  expect([of.images, of.npm, of.release].flatMap(calledBy)).toEqual(['images', 'package', 'release']);
});

it('every path in CODEOWNERS exists, and has an owner', () => {
  const lines = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const [path = '', ...owners] = line.split(/ +/);
    expect(owners.join(' '), line).toMatch(/^@\S+/);
    if (path !== '*') expect(existsSync(join(root, path)), path).toBe(true);
  }
});
