import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseServer, openDatabaseServer, withClient } from './database/database.js';
import { startLoad } from './load/load.js';
import { describeMachine, readVersions } from './machine.js';
import { measureOperation } from './operations/operations.js';
import { type Options, readOptions } from './options.js';
import { ROOT } from './paths.js';
import { PGBENCH, pgbenchVersion } from './pgbench/pgbench.js';
import { report, withPart, withRun } from './report/document.js';
import { Rows } from './report/figures.js';
import { growthPicture } from './report/growth-picture.js';
import type { Row, Run } from './result.js';
import { measureSize } from './size.js';
import { systems } from './systems/systems.js';

const DOCUMENT = join(ROOT, 'docs/benchmarks.md');
const PICTURE = join(ROOT, 'docs/images/benchmarks-growth.svg');

// Started processes are ended when this process ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
if (process.platform !== 'linux')
  throw new Error('CPU time is read from /proc: the benchmark runs on Linux.');

const args = process.argv.slice(2);
const options = readOptions(args);
if (options.only) await measureOperations(options.only);
else await measureRequests();

async function measureOperations(names: NonNullable<Options['only']>): Promise<void> {
  const server = await openDatabaseServer(options.dataDir, process.env['BENCH_DATABASE_URL']);
  try {
    for (const name of names) {
      const measured = await measureOperation(server, name, options);
      console.log(`${name}\n\n${measured}\n`);
      if (options.docs && (name === 'documents' || name === 'operations')) writePart(name, measured);
    }
  } finally {
    await server.stop();
  }
}

function writePart(name: 'documents' | 'operations', measured: string): void {
  const { cores, cpu, memoryGb, system } = describeMachine();
  const date = new Date().toISOString().slice(0, 10);
  const about = `Run on ${date} by \`${command()}\` on ${cores} cores (${cpu}), ${memoryGb} GB, ${system}.`;
  writeFileSync(DOCUMENT, withPart(readFileSync(DOCUMENT, 'utf8'), name, `${about}\n\n${measured}`));
}

async function measureRequests(): Promise<void> {
  const run = await measureAll(options);
  console.log(report(run));
  if (options.out !== undefined) writeFileSync(options.out, JSON.stringify(run, null, 1));
  if (options.docs) {
    writeFileSync(DOCUMENT, withRun(readFileSync(DOCUMENT, 'utf8'), run));
    writeFileSync(PICTURE, growthPicture(new Rows(run.rows)));
  }
}

async function measureAll(options: Options): Promise<Run> {
  const server = await openDatabaseServer(options.dataDir, process.env['BENCH_DATABASE_URL']);
  const load = startLoad();
  const rows: Row[] = [];
  const started = performance.now();
  const say = (line: string) =>
    console.error(`${Math.round((performance.now() - started) / 1000)} s: ${line}`);
  try {
    for (const plan of options.plans) rows.push(...(await measureSize(server, load, plan, options, say)));
    return { ...(await describe(server, options)), rows };
  } finally {
    load.stop();
    await server.stop();
  }
}

async function describe(server: DatabaseServer, { systems: names }: Options): Promise<Omit<Run, 'rows'>> {
  const postgres = await withClient(server.urlOf('postgres'), async (client) => {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
  const measured = systems.filter(({ name }) => names.includes(name));
  const pgbench = names.includes(PGBENCH) ? pgbenchVersion() : undefined;
  return {
    date: new Date().toISOString().slice(0, 10),
    command: command(),
    machine: describeMachine(),
    versions: { ...readVersions(postgres, measured), ...(pgbench && { pgbench }) },
  };
}

function command(): string {
  return ['npx pnpm@12 bench', ...args.filter(isOfInterest)].join(' ');
}

/** Whether an argument is shown in the report: paths of this machine are not. */
function isOfInterest(argument: string, index: number): boolean {
  const places = ['--data', '--out'];
  return !places.includes(argument) && !places.includes(args[index - 1] ?? '');
}
