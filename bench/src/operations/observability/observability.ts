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
import type { HttpRequest, Job, JobInput, Running } from '../../system.js';
import { OWNER, rollcallBeside } from '../../systems/rollcall/rollcall.system.js';
import { startProduct } from '../../systems/server-process.js';
import type { Pace } from '../contest.js';
import { buildWithout } from './without.js';

/** The variants, their counterparts, and the allowed extra cost of a request, in percent. */
export const VARIANTS = [
  { name: 'without the code', beside: undefined, aim: undefined },
  { name: 'off', beside: 'without the code', aim: 1 },
  { name: 'metrics', beside: 'off', aim: 3 },
  { name: 'traces of 1 in 100', beside: 'off', aim: 5 },
] as const;

type Name = (typeof VARIANTS)[number]['name'];

const JOBS: Job[] = ['list', 'one'];

const QUARTILE = 0.25;
const inOrder = (a: number, b: number) => a - b;

/** The default of Prometheus. */
const SCRAPE_MS = 15_000;

/** The lower quartile of the rounds, as other load on the machine only adds to the cost. */
export interface Cost {
  job: Job;
  name: Name;
  /** Microseconds of CPU for each request. */
  cpu: number;
  /** In percent. */
  more: number;
}

interface Server {
  name: Name;
  running: Running;
  request: (job: Job, input: JobInput) => HttpRequest | undefined;
}

/** CPU for each request of four servers on one database, each once in every round. */
export async function observability(databaseUrl: string, load: Load, pace: Pace): Promise<Cost[]> {
  const inputs = await withClient(databaseUrl, async (client) => {
    await removeCreated(client);
    return readInputs(client);
  });
  const [input] = inputs;
  if (!input) throw new Error('there are no inputs');
  const receiver = await startReceiver();
  const servers: Server[] = [];
  const scrapes: NodeJS.Timeout[] = [];
  try {
    const without = await buildWithout();
    const metricsPort = String(await freePort());
    const settings: Record<Name, Record<string, string>> = {
      'without the code': {},
      off: {},
      metrics: { METRICS_PORT: metricsPort },
      'traces of 1 in 100': { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_TRACES_SAMPLER_ARG: '0.01' },
    };
    for (const { name } of VARIANTS) {
      const file = name === 'without the code' ? without : serverFile('rollcall.js');
      servers.push(await start(name, { databaseUrl, input, file, env: settings[name] }));
    }
    scrapes.push(setInterval(() => void fetch(`http://127.0.0.1:${metricsPort}/metrics`), SCRAPE_MS));
    const costs: Cost[] = [];
    for (const job of JOBS) costs.push(...(await inRounds(job, { servers, inputs, load, pace })));
    // It exports what it has gathered.
    await servers.at(-1)?.running.stop();
    if (receiver.exports() === 0) throw new Error('no trace has arrived');
    return costs;
  } finally {
    scrapes.forEach(clearInterval);
    for (const { running } of servers) await running.stop();
    receiver.close();
  }
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
  const log = join(logs, `observability-${name.replaceAll(' ', '-')}.log`);
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

async function inRounds(job: Job, { servers, inputs, load, pace }: Stage): Promise<Cost[]> {
  const tasks = new Map<Server, Task>();
  for (const server of servers) {
    const requests = inputs.flatMap((input) => server.request(job, input) ?? []);
    tasks.set(server, { requests, seconds: pace.seconds });
    await warm(load, server.running, { requests, most: pace.warmUp, seconds: 8 });
  }
  const cpus = new Map<Name, number[]>(VARIANTS.map(({ name }) => [name, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    // Each round begins with another one, as each leaves the caches to the next.
    const first = round % servers.length;
    for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
      const { serverCpu } = await measure(load, server.running, undefined, tasks.get(server) as Task);
      cpus.get(server.name)?.push(serverCpu ?? Number.NaN);
    }
  }
  return VARIANTS.map(({ name, beside }) => {
    const own = cpus.get(name) ?? [];
    const others = cpus.get(beside ?? name) ?? [];
    const cpu = percentile(own.toSorted(inOrder), QUARTILE);
    const more = 100 * (cpu / percentile(others.toSorted(inOrder), QUARTILE) - 1);
    return { job, name, cpu, more };
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
