import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { withClient } from '../../database/database.js';
import { removeCreated } from '../../database/created-rows.js';
import { readInputs } from '../../database/inputs.js';
import type { Load } from '../../load/load.js';
import { measure, type Task, warm } from '../../measure.js';
import { ROOT, serverFile } from '../../paths.js';
import { freePort } from '../../process.js';
import { percentile } from '../../load/percentile.js';
import { median } from '../../report/median.js';
import type { HttpRequest, Job, JobInput, Running } from '../../system.js';
import { OWNER, rollcallBeside } from '../../systems/rollcall/rollcall.system.js';
import { startProduct } from '../../systems/server-process.js';
import type { Pace } from '../contest.js';
import { buildWithout } from './without.js';

/**
 * The variants, their counterparts, and the allowed extra cost of a request, in percent. The second server that is off shows the
 * error of the method.
 */
export const VARIANTS = [
  { name: 'without the code', beside: undefined, aim: undefined },
  { name: 'off', beside: 'without the code', aim: 1 },
  { name: 'off, a second one', beside: 'off', aim: undefined },
  { name: 'metrics', beside: 'off', aim: 3 },
  { name: 'traces of 1 in 100', beside: 'off', aim: 5 },
] as const;

type Name = (typeof VARIANTS)[number]['name'];

const JOBS: Job[] = ['list', 'one'];

const QUARTILE = 0.25;
const inOrder = (a: number, b: number) => a - b;

/** The default of Prometheus. */
const SCRAPE_MS = 15_000;

/** How often all servers are started again. */
export interface ObservabilityPace extends Pace {
  generations: number;
}

export interface Cost {
  job: Job;
  name: Name;
  /** Microseconds of CPU for each request: the lower quartile, as other load on the machine only adds to it. */
  cpu: number;
  /** The mean of the generations, in percent. */
  more: number;
  /** Its standard error, in percent; NaN for one generation. */
  error: number;
}

/** Of one generation of servers. */
interface Found {
  job: Job;
  name: Name;
  cpu: number;
  /** The median of the rounds' ratios to the counterpart. */
  ratio: number;
}

interface Server {
  name: Name;
  running: Running;
  request: (job: Job, input: JobInput) => HttpRequest | undefined;
}

/**
 * CPU for each request of servers on one database, each once in every round. Two processes of the same build differ by some
 * percent for as long as they live, as V8 compiles them differently. So all of them are started several times.
 */
export async function observability(
  databaseUrl: string,
  load: Load,
  pace: ObservabilityPace,
): Promise<Cost[]> {
  const inputs = await withClient(databaseUrl, async (client) => {
    await removeCreated(client);
    return readInputs(client);
  });
  const without = await buildWithout();
  const found: Found[] = [];
  for (let generation = 0; generation < pace.generations; generation += 1)
    found.push(...(await measureGeneration({ databaseUrl, inputs, without, load, pace }, generation)));
  return JOBS.flatMap((job) =>
    VARIANTS.map(({ name }) => costOf(found.filter((each) => each.job === job && each.name === name))),
  );
}

function costOf(found: Found[]): Cost {
  const [first] = found;
  if (!first) throw new Error('nothing was measured');
  const percents = found.map(({ ratio }) => 100 * (ratio - 1));
  const more = mean(percents);
  const variance = percents.reduce((sum, each) => sum + (each - more) ** 2, 0) / (percents.length - 1);
  const { job, name } = first;
  return {
    job,
    name,
    cpu: median(found.map(({ cpu }) => cpu)),
    more,
    error: Math.sqrt(variance / percents.length),
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

interface Generation {
  databaseUrl: string;
  inputs: JobInput[];
  /** The file of the build without the code. */
  without: string;
  load: Load;
  pace: Pace;
}

async function measureGeneration(
  { databaseUrl, inputs, without, load, pace }: Generation,
  generation: number,
): Promise<Found[]> {
  const [input] = inputs;
  if (!input) throw new Error('there are no inputs');
  const receiver = await startReceiver();
  const servers: Server[] = [];
  const scrapes: NodeJS.Timeout[] = [];
  try {
    const metricsPort = String(await freePort());
    const settings: Record<Name, Record<string, string>> = {
      'without the code': {},
      off: {},
      'off, a second one': {},
      metrics: { METRICS_PORT: metricsPort },
      'traces of 1 in 100': { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_TRACES_SAMPLER_ARG: '0.01' },
    };
    for (const { name } of rotated(VARIANTS, generation)) {
      const file = name === 'without the code' ? without : serverFile('rollcall.js');
      servers.push(await start(name, { databaseUrl, input, file, env: settings[name] }));
    }
    scrapes.push(setInterval(() => void fetch(`http://127.0.0.1:${metricsPort}/metrics`), SCRAPE_MS));
    const found: Found[] = [];
    for (const job of JOBS) found.push(...(await inRounds(job, { servers, inputs, load, pace })));
    // It exports what it has gathered.
    await servers.find(({ name }) => name === 'traces of 1 in 100')?.running.stop();
    if (receiver.exports() === 0) throw new Error('no trace has arrived');
    return found;
  } finally {
    scrapes.forEach(clearInterval);
    for (const { running } of servers) await running.stop();
    receiver.close();
  }
}

/** Begins with another one each time, as each leaves the caches to the next. */
function rotated<T>(all: readonly T[], by: number): T[] {
  const first = by % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}

interface Started {
  databaseUrl: string;
  input: JobInput;
  file: string;
  env: Record<string, string>;
}

async function start(name: Name, { databaseUrl, input, file, env }: Started): Promise<Server> {
  const logs = join(ROOT, 'bench/.data/logs');
  mkdirSync(logs, { recursive: true });
  const system = rollcallBeside();
  const owner = { ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password };
  const options = { databaseUrl, port: await freePort(), file };
  const log = join(logs, `observability-${name.replaceAll(/[ ,]+/g, '-')}.log`);
  const running = await startProduct(options, { ...owner, ...env }, log);
  await system.prepare?.(running, input);
  return { name, running, request: (job, each) => system.request(job, each) };
}

interface Stage {
  servers: Server[];
  inputs: JobInput[];
  load: Load;
  pace: Pace;
}

async function inRounds(job: Job, { servers, inputs, load, pace }: Stage): Promise<Found[]> {
  const tasks = new Map<Server, Task>();
  for (const server of servers) {
    const requests = inputs.flatMap((input) => server.request(job, input) ?? []);
    tasks.set(server, { requests, seconds: pace.seconds });
    await warm(load, server.running, { requests, most: pace.warmUp, seconds: 8 });
  }
  const cpus = new Map<Name, number[]>(VARIANTS.map(({ name }) => [name, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const server of rotated(servers, round)) {
      const { serverCpu } = await measure(load, server.running, undefined, tasks.get(server) as Task);
      cpus.get(server.name)?.push(serverCpu ?? Number.NaN);
    }
  }
  return VARIANTS.map(({ name, beside }) => {
    const own = cpus.get(name) ?? [];
    const others = cpus.get(beside ?? name) ?? [];
    const ratio = median(own.map((each, round) => each / (others[round] ?? Number.NaN)));
    return { job, name, cpu: percentile(own.toSorted(inOrder), QUARTILE), ratio };
  });
}

/** A receiver of traces that reads and forgets them. */
async function startReceiver(): Promise<{ url: string; exports: () => number; close: () => void }> {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      count += 1;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports: () => count,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
