import type pg from 'pg';
import { postmasterOf } from './cpu/cpu-time.js';
import { type DatabaseServer, withClient } from './database/database.js';
import { readInputs } from './database/inputs.js';
import { prepareSize } from './database/sizes.js';
import type { Load } from './load/load.js';
import type { Options, Plan } from './options.js';
import { freePort } from './process.js';
import type { Row } from './result.js';
import { measureJob, type Stage, type Started } from './rounds.js';
import { systems } from './systems/systems.js';

/** Everything about one size: its database, every system on it, every job. */
export async function measureSize(
  server: DatabaseServer,
  load: Load,
  plan: Plan,
  options: Options,
  say: (line: string) => void,
): Promise<Row[]> {
  say(`${plan.users.toLocaleString('en')} users: database`);
  const databaseUrl = await prepareSize(server, plan.users, options);
  const started: Started[] = [];
  try {
    for (const system of systems.filter(({ name }) => options.systems.includes(name)))
      started.push({ system, running: await system.start({ databaseUrl, port: await freePort() }) });
    return await withClient(databaseUrl, async (client) => {
      const inputs = await readInputs(client);
      const [input] = inputs;
      if (!input) throw new Error('there are no inputs');
      for (const { system, running } of started) await system.prepare?.(running, input);
      const postmaster = await findPostmaster(client);
      const { warmSeconds } = options;
      return measureJobs({ plan, warmSeconds, started, inputs, client, postmaster, load }, options, say);
    });
  } finally {
    await Promise.all(started.map(({ running }) => running.stop()));
  }
}

async function measureJobs(stage: Stage, options: Options, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const job of options.jobs) {
    say(`${stage.plan.users.toLocaleString('en')} users: ${job}`);
    if (job !== 'signIn') rows.push(...(await measureJob(stage, job)));
  }
  return rows;
}

async function findPostmaster(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0] && postmasterOf(rows[0].pid);
}
