import type pg from 'pg';
import { assertSame, readContent } from './content/equality.js';
import { removeCreated } from './database/created-rows.js';
import { TERMS } from './database/inputs.js';
import type { Load } from './load/load.js';
import { measure, warm, type Task } from './measure.js';
import type { Plan } from './options.js';
import type { Row } from './result.js';
import { OWNER } from './systems/rollcall/rollcall.system.js';
import type { HttpRequest, Job, JobInput, Running, System } from './system.js';

export interface Started {
  system: System;
  running: Running;
}

/** All that the measurements of one size share. */
export interface Stage {
  plan: Plan;
  warmSeconds: number;
  started: Started[];
  inputs: JobInput[];
  client: pg.Client;
  databaseUrl: string;
  /** The pid of PostgreSQL; undefined where it is on another machine. */
  postmaster: number | undefined;
  load: Load;
  /** Which have been under load before. */
  warmed: Set<Running>;
}

/** Checks that all answer alike, then runs every system once in each round, a round's first one being another each time. */
export async function measureJob(stage: Stage, job: Job): Promise<Row[]> {
  await assertAllSame(stage, job);
  const contenders = stage.started.flatMap((each) => {
    const requests = stage.inputs.flatMap((input) => each.system.request(job, input) ?? []);
    const row: Row = { users: stage.plan.users, job, system: each.system.name, samples: [] };
    return requests.length > 0 ? [{ ...each, requests, row }] : [];
  });
  const task = (requests: HttpRequest[], seconds: number): Task => ({
    requests,
    seconds,
    ...(job === 'search' && { groups: Object.keys(TERMS).length }),
  });
  for (const { running, requests } of contenders) {
    if (!stage.warmed.has(running)) await settle(stage, running, requests);
    await warm(stage.load, running, task(requests, stage.warmSeconds));
  }
  await clear(stage, job);
  for (let round = 0; round < stage.plan.rounds; round += 1) {
    const first = round % contenders.length;
    for (const { running, requests, row } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const todo = task(requests, stage.plan.seconds);
      row.samples.push(await measure(stage.load, running, stage.postmaster, todo));
      const created = await clear(stage, job);
      const sample = row.samples.at(-1);
      if (job === 'create' && sample && created < sample.requests)
        throw new Error(`${row.system} answered ${sample.requests} creates and made ${created} users`);
    }
  }
  return contenders.map(({ row }) => row);
}

/** The first time that a system is asked: V8 compiles what is asked often, and the pool opens its connections. */
async function settle(
  { load, warmed, warmSeconds }: Stage,
  running: Running,
  requests: HttpRequest[],
): Promise<void> {
  await warm(load, running, { requests, seconds: 4 * warmSeconds });
  warmed.add(running);
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
