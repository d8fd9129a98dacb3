import type pg from 'pg';
import { type Beside, sizeBeside, withBeside } from './beside.js';
import { postmasterOf } from './cpu/cpu-time.js';
import { type DatabaseServer, withClient } from './database/database.js';
import { readInputs } from './database/inputs.js';
import { prepareSize } from './database/sizes.js';
import { removeCreated } from './database/created-rows.js';
import type { Load } from './load/load.js';
import { measure } from './measure.js';
import type { Options, Plan } from './options.js';
import { PGBENCH, pgbenchVersion } from './pgbench/pgbench.js';
import { freePort } from './process.js';
import type { Row, Sample } from './result.js';
import { measureJob, type Stage, type Started } from './rounds.js';
import { OWNER, signInRequests } from './systems/rollcall/rollcall.system.js';
import type { Running } from './system.js';
import { systems } from './systems/systems.js';

/** Simultaneous sign-ins, each to a different account. */
const SIGN_INS = 4;

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
    const measureWith = (beside?: Beside) =>
      withClient(databaseUrl, async (client) => {
        const inputs = await readInputs(client);
        const [input] = inputs;
        if (!input) throw new Error('there are no inputs');
        for (const { system, running } of started) await system.prepare?.(running, input);
        const stage = {
          plan,
          warmUp: options.warmUp,
          started,
          beside,
          inputs,
          client,
          databaseUrl,
          postmaster: await findPostmaster(client),
          load,
          pgbench: options.systems.includes(PGBENCH) && pgbenchVersion() !== undefined,
          warmed: new Set<Running>(),
        };
        return await measureJobs(stage, options, say);
      });
    const users = sizeBeside(plan, options);
    return await (users === undefined ? measureWith() : withBeside(server, users, measureWith));
  } finally {
    await Promise.all(started.map(({ running }) => running.stop()));
  }
}

async function measureJobs(stage: Stage, options: Options, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for (const job of options.jobs) {
    say(`${stage.plan.users.toLocaleString('en')} users: ${job}`);
    rows.push(...(await (job === 'signIn' ? measureSignIn(stage) : measureJob(stage, job))));
  }
  return rows;
}

/** Separate from the others, as no other system has it. Its cost is argon2, by design. */
async function measureSignIn({ started, plan, load, postmaster, client }: Stage): Promise<Row[]> {
  const rollcall = started.find(({ system }) => system.name === 'rollcall');
  if (!rollcall) return [];
  const { running } = rollcall;
  const requests = await signInRequests(running.port, SIGN_INS);
  // So few that no account has ten simultaneous attempts, which would count as guessing.
  const task = { requests, seconds: plan.slow.seconds, connections: SIGN_INS };
  const samples: Sample[] = [];
  for (let round = 0; round < plan.slow.rounds; round += 1)
    samples.push(await measure(load, running, postmaster, task));
  await removeCreated(client, OWNER.email);
  return [{ users: plan.users, job: 'signIn', system: rollcall.system.name, samples }];
}

async function findPostmaster(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0] && postmasterOf(rows[0].pid);
}
