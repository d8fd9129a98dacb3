import type pg from 'pg';
import { assertSame, readContent } from './content/equality.js';
import { removeCreated } from './database/created-rows.js';
import { TERMS } from './database/inputs.js';
import type { Load } from './load/load.js';
import { measure, warm, type Task } from './measure.js';
import type { Plan, WarmUps } from './options.js';
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
  inputs: JobInput[];
  client: pg.Client;
  databaseUrl: string;
  /** The pid of PostgreSQL; undefined where it is on another machine. */
  postmaster: number | undefined;
  load: Load;
  /** Whether pgbench takes part. */
  pgbench: boolean;
  /** Which have been under load before. */
  warmed: Set<Running>;
}

/** Whatever has a turn in each round. */
interface Contender {
  name: string;
  sample: () => Promise<Sample>;
}

/** Checks that all answer alike, then runs each once in every round, a round's first one being another each time. */
export async function measureJob(stage: Stage, job: Job): Promise<Row[]> {
  await assertAllSame(stage, job);
  const contenders = [...(await contendingSystems(stage, job)), ...contendingPgbench(stage, job)];
  await clear(stage, job);
  const rows = contenders.map(({ name }): Row => ({
    users: stage.plan.users,
    job,
    system: name,
    samples: [],
  }));
  for (let round = 0; round < stage.plan.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (round + turn) % contenders.length;
      const [contender, row] = [contenders[index], rows[index]];
      if (!contender || !row) continue;
      const sample = await contender.sample();
      row.samples.push(sample);
      const created = await clear(stage, job);
      if (job === 'create' && created < sample.requests)
        throw new Error(`${row.system} answered ${sample.requests} creates and made ${created} users`);
    }
  }
  return rows;
}

/** Warms each up, too. */
async function contendingSystems(stage: Stage, job: Job): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const { system, running } of stage.started) {
    const requests = stage.inputs.flatMap((input) => system.request(job, input) ?? []);
    if (requests.length === 0) continue;
    const task = (seconds: number): Task => ({
      requests,
      seconds,
      ...(job === 'search' && { groups: Object.keys(TERMS).length }),
    });
    if (!stage.warmed.has(running)) await warm(stage.load, running, { requests, ...stage.warmUp.first });
    stage.warmed.add(running);
    await warm(stage.load, running, { requests, ...stage.warmUp.job });
    contenders.push({
      name: system.name,
      sample: () => measure(stage.load, running, stage.postmaster, task(stage.plan.seconds)),
    });
  }
  return contenders;
}

/** Where it is installed, and the job is one prepared statement. */
function contendingPgbench({ inputs, databaseUrl, postmaster, plan, pgbench }: Stage, job: Job): Contender[] {
  const script = pgbench && inputs[0] && pgbenchScript(job, inputs[0]);
  if (!script) return [];
  return [{ name: PGBENCH, sample: () => runPgbench(script, databaseUrl, postmaster, plan.seconds) }];
}

/**
 * Every system's answer is compared with the first one's, for each input that makes a difference to the job.
 * @throws with both answers where one differs
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

/** After creates: takes the rows away, and what they leave in the indexes. @returns how many there were */
async function clear({ client }: Stage, job: Job): Promise<number> {
  if (job !== 'create') return 0;
  const created = await removeCreated(client, OWNER.email);
  await client.query('vacuum (index_cleanup on) users, user_counts');
  return created;
}
