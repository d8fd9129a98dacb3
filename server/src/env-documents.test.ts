import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');
const operating = read('docs/operating.md');
const composeFiles = globSync(['docker-compose*.yml', 'server/deploy/*.yml'], { cwd: root });
const compose = composeFiles.map(read).join('\n');

/** The rows of the table after a heading or text: the names in the first column, and the default in the second. */
function settingsAfter(start: string): { names: string[]; standard: string }[] {
  const at = operating.indexOf(start);
  expect(at, start).toBeGreaterThan(-1);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(operating.slice(at)) ?? [];
  const [, , ...rows] = table.trim().split('\n');
  return rows.map((row) => {
    const [, names = '', standard = ''] = row.split('|');
    return { names: names.match(/[A-Z]+(?:_[A-Z]+)*_?/g) ?? [], standard: standard.trim() };
  });
}

const settings = [...settingsAfter('## The environment'), ...settingsAfter('### Mail')];
const composeSettings = settingsAfter('It takes the images from `ROLLCALL_REGISTRY`');

/** The variables that the server reads, except those of PostgreSQL's clients (PGPASSWORD). */
function variablesRead(): string[] {
  const names = new Set<string>();
  // With these, it reads the variables that belong to them.
  const given: Record<string, string> = {
    DATABASE_URL: 'postgres://db/rollcall',
    DATABASE_REPLICA_URLS: 'postgres://standby/rollcall',
    SMTP_URL: 'smtp://mail.example.org',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
  };
  readEnv(
    new Proxy(given, {
      get: (target, name) => {
        names.add(String(name));
        return target[String(name)];
      },
    }),
  );
  return [...names].filter((name) => !name.startsWith('PG'));
}

describe('docs/operating.md', () => {
  it('has each variable that the server reads, and no other', () => {
    expect(settings.flatMap(({ names }) => names).sort()).toEqual(variablesRead().sort());
  });

  const fixed = settings.flatMap(({ names, standard }) => {
    const [, value] = /^`([^`]+)`(?: \(|$)/.exec(standard) ?? [];
    return value === undefined ? [] : names.map((name) => [name, value] as const);
  });
  it.each(fixed)('has the default of %s: %s', (name, value) => {
    expect(readEnv({ [name]: value })).toEqual(readEnv({}));
  });

  it('has a default of each kind', () => {
    expect(fixed.length).toBeGreaterThan(10);
  });

  it('has each variable of the Compose files, and no other', () => {
    const used = [...new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name))];
    const listed = composeSettings.flatMap(({ names }) => names);
    const isListed = (name: string) =>
      listed.some((each) => each === name || (each.endsWith('_') && name.startsWith(each)));
    // The text above the table has these two, which a release sets.
    const ofReleases = ['ROLLCALL_REGISTRY', 'ROLLCALL_VERSION'];
    expect(used.filter((name) => !isListed(name))).toEqual(ofReleases);
    expect(listed.filter((name) => !used.some((each) => each.startsWith(name)))).toEqual([]);
  });

  it('has the defaults of the Compose files', () => {
    for (const { names, standard } of composeSettings) {
      const [, value] = /^`([^`]+)`$/.exec(standard) ?? [];
      for (const name of names) if (value !== undefined) expect(compose).toContain(`\${${name}:-${value}}`);
    }
  });
});

it.each(['docs/operating.md', 'docs/scaling.md'])(
  '%s names only settings, permissions and codes that exist',
  (page) => {
    const sources = [
      ...variablesRead(),
      compose,
      read('schema.graphql'),
      read('server/src/errors.ts'),
      ...globSync('client/nginx/*', { cwd: root }).map(read),
      read('server/src/http/tracing/otel-traces.ts'),
    ].join('\n');
    const text = read(page).replaceAll(/^```.*?^```$/gms, '');
    const named = [...text.matchAll(/`[^`\n]*`/g)].flatMap(
      ([code]) => code.match(/\b[A-Z]{2,}(?:_[A-Z]+)+\b/g) ?? [],
    );
    expect(named.filter((name) => !sources.includes(name))).toEqual([]);
  },
);

it('all pages have the same number of connections of a server with two processors', () => {
  const [, number = ''] = /With two processors this is (\d+)\./.exec(operating) ?? [];
  const [, list = ''] = /A server holds\n\n((?:- .*\n)+)/.exec(operating) ?? [];
  const own = list.replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '');
  const [writers, readers, eachProcessor, pool, ...others] = [...own.matchAll(/\b(?:\d+|one|two)\b/g)].map(
    ([word]) => ({ one: 1, two: 2 })[word] ?? Number(word),
  );
  expect(others).toEqual([1, 2, 1]);
  const constant = (file: string, name: string) =>
    Number(new RegExp(`const ${name} = .*?(\\d+)`).exec(read(`server/src/database/${file}`))?.[1]);
  expect(writers).toBe(constant('pipeline/lanes.ts', 'WRITERS'));
  expect(pool).toBe(constant('orm.ts', 'POOL_SIZE'));
  const lanes = ['READERS', 'FILTERERS', 'SEARCHERS'].map((name) => constant('pipeline/read-lanes.ts', name));
  expect([readers, eachProcessor]).toEqual([lanes.reduce((sum, each) => sum + each, 0), 2]);
  expect(number).toBe(String(10 + 7 + 2 * 2 + 10 + 1 + 2 + 1));
  for (const file of [
    'docs/operating.md',
    'docs/scaling.md',
    'server/deploy/kubernetes/server.yaml',
    'server/deploy/docker-compose.replicated.yml',
  ]) {
    const there = [...read(file).matchAll(/(?:up to|takes|servers of) (\d+) connections/g)].map(
      ([, each]) => each,
    );
    expect(there.length, file).toBeGreaterThan(0);
    expect(new Set(there), file).toEqual(new Set([number]));
  }
});
