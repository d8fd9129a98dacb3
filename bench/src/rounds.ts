import type pg from 'pg';
import { assertSame, readContent } from './content/equality.js';
import { removeCreated } from './database/created-rows.js';
import { TERMS } from './database/inputs.js';
import type { Load } from './load/load.js';
import { measure, warm, type Task } from './measure.js';
import type { Beside } from './beside.js';
import type { Pace, Plan, WarmUps } from './options.js';
import { PGBENCH, pgbenchScript, runPgbench } from './pgbench/pgbench.js';
import type { Row, Sample } from './result.js';
import { OWNER } from './systems/rollcall/rollcall.system.js';
import type { Job, JobInput, Running, System } from './system.js';

export interface Started {
  system: System;
  running: Running;
}

/** All that the measurements of one size share. */
export interface Stage {
  plan: Plan;
  warmUp: WarmUps;
  started: Started[];
  /** Rollcall at another size, which takes part in these rounds. */
  beside: Beside | undefined;
  inputs: JobInput[];
  client: pg.Client;
  databaseUrl: string;
  /** The pid of PostgreSQL; undefined if it is on another machine. */
  postmaster: number | undefined;
  load: Load;
  /** Whether pgbench takes part. */
  pgbench: boolean;
  /** Systems that have been under load before. */
  warmed: Set<Running>;
}

/** A participant of each round. */
interface Contender {
  name: string;
  users: number;
  client: pg.Client;
  sample: () => Promise<Sample>;
}

/** Checks that all give the same answers, then runs each once in every round, each round with another first one. */
export async function measureJob(stage: Stage, job: Job): Promise<Row[]> {
  await assertAllSame(stage, job);
  const contenders = [...(await contendingSystems(stage, job)), ...contendingPgbench(stage, job)];
  for (const { client } of contenders) await clear(client, job);
  const rows = contenders.map(({ name, users }): Row => {
    const { users: size } = stage.plan;
    return { users, job, system: name, ...(users !== size && { beside: size }), samples: [] };
  });
  for (let round = 0; round < paceOf(stage.plan, job).rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (round + turn) % contenders.length;
      const [contender, row] = [contenders[index], rows[index]];
      if (!contender || !row) continue;
      const sample = await contender.sample();
      row.samples.push(sample);
      const created = await clear(contender.client, job);
      if (job === 'create' && created < sample.requests)
        throw new Error(`${row.system} answered ${sample.requests} creates and made ${created} users`);
    }
  }
  return rows;
}

function paceOf({ quick, slow }: Plan, job: Job): Pace {
  return job === 'search' || job === 'create' ? slow : quick;
}

/** Warms each up, too. */
async function contendingSystems(stage: Stage, job: Job): Promise<Contender[]> {
  const { plan, client, beside } = stage;
  const contenders: Contender[] = [];
  for (const started of stage.started) {
    const sample = await warmedUp(stage, job, started, stage.inputs);
    if (sample) contenders.push({ name: started.system.name, users: plan.users, client, sample });
    // Next to each other in each round, as the two are compared. The cost of a search depends on its matches, not on the size.
    if (!beside || started.system.name !== beside.name || job === 'search') continue;
    const other = await warmedUp(stage, job, beside, beside.inputs);
    if (other) contenders.push({ ...beside, sample: other });
  }
  return contenders;
}

/** @returns how a sample is taken; undefined if the system has no such job */
async function warmedUp(
  stage: Stage,
  job: Job,
  { system, running }: Started,
  inputs: JobInput[],
): Promise<Contender['sample'] | undefined> {
  const requests = inputs.flatMap((input) => system.request(job, input) ?? []);
  if (requests.length === 0) return undefined;
  const { load, warmUp, warmed, postmaster } = stage;
  if (!warmed.has(running)) await warm(load, running, { requests, ...warmUp.first });
  warmed.add(running);
  await warm(load, running, { requests, ...warmUp.job });
  const groups = job === 'search' && { groups: Object.keys(TERMS).length };
  const task: Task = { requests, seconds: paceOf(stage.plan, job).seconds, ...groups };
  return () => measure(load, running, postmaster, task);
}

/** Where it is installed, and the job is one prepared statement. */
function contendingPgbench(stage: Stage, job: Job): Contender[] {
  const { inputs, databaseUrl, postmaster, plan, client } = stage;
  const script = stage.pgbench && inputs[0] && pgbenchScript(job, inputs[0]);
  if (!script) return [];
  const sample = () => runPgbench(script, databaseUrl, postmaster, paceOf(plan, job).seconds);
  return [{ name: PGBENCH, users: plan.users, client, sample }];
}

/**
 * Every system's answer is compared with the first one's, for each input that makes a difference to the job.
 * @throws with both answers if one differs
 */
async function assertAllSame(stage: Stage, job: Job): Promise<void> {
  const [first, ...others] = stage.started;
  if (!first) throw new Error('there is no system to measure');
  for (const input of job === 'one' || job === 'search' ? stage.inputs : stage.inputs.slice(0, 1)) {
    const ask = async ({ system, running }: Started) => {
      const content = await readContent(system, running.port, job, input);
      if (job === 'create') await removeCreated(stage.client, OWNER.email);
      return content && { system: system.name, content };
    };
    const base = await ask(first);
    if (!base) throw new Error(`${first.system.name} has no ${job}`);
    for (const other of others) {
      const answered = await ask(other);
      if (answered) assertSame(job, input, base, answered);
    }
  }
}

/** After creates: removes the rows and their index entries. @returns the number of rows */
async function clear(client: pg.Client, job: Job): Promise<number> {
  if (job !== 'create') return 0;
  const created = await removeCreated(client, OWNER.email);
  await client.query('vacuum (index_cleanup on) users, user_counts');
  return created;
}
