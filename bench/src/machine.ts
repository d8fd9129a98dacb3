import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.js';
import type { Run } from './result.js';
import type { System } from './system.js';

export function describeMachine(): Run['machine'] {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
  };
}

/** The packages that Rollcall's speed depends on. */
const PRODUCT_PACKAGES = [
  '@apollo/server',
  'graphql',
  'type-graphql',
  '@mikro-orm/postgresql',
  'pg',
  'fastify',
];

/** Versions by name: Node, PostgreSQL, Rollcall as it is checked out, and the packages of each. */
export function readVersions(postgres: string, measured: System[]): Record<string, string> {
  const ours = measured.some(({ kind }) => kind === 'rollcall')
    ? {
        Rollcall: checkedOut(),
        ...Object.fromEntries(
          PRODUCT_PACKAGES.map((name) => [`Rollcall’s ${name}`, version('server', name)]),
        ),
      }
    : {};
  const others = measured.flatMap(({ packages }) => packages.map((name) => [name, version('bench', name)]));
  return {
    Node: process.versions.node,
    PostgreSQL: postgres,
    ...ours,
    ...(Object.fromEntries(others) as Record<string, string>),
  };
}

function version(workspace: string, name: string): string {
  const manifest = readFileSync(join(ROOT, workspace, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The commit, and whether the measured code differs from it. */
function checkedOut(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty=, changed'], {
      cwd: ROOT,
      encoding: 'utf8',
    }).trim();
  } catch {
    // A copy without its history.
    return 'unknown';
  }
}
