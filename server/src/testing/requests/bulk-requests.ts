import { vi } from 'vitest';
import type { GraphqlAnswer, TestApp } from '../test-app.js';

/** Sends an operation as a certain user. */
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;

export const JOB = `id kind state failure isCancelRequested total position changed unchanged refused
  change { roleId roleName field value } undoOf undoneBy undoableUntil frozenAt startedAt finishedAt
  viewerCanCancel viewerCanUndo actor { displayName }`;

const START = `mutation ($input: StartBulkJobInput!) {
  startBulkJob(input: $input) { job { ${JOB} } userErrors { code path message } } }`;

/** The payload of a start. */
export async function tryToStart(ask: Ask, input: object): Promise<GraphqlAnswer['data']> {
  const { data, errors } = await ask(START, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.startBulkJob;
}

/** Starts a job; returns its id. */
export async function start(ask: Ask, input: object): Promise<string> {
  const { job, userErrors } = await tryToStart(ask, input);
  if (!job) throw new Error(JSON.stringify(userErrors));
  return job.id as string;
}

export async function readJob(ask: Ask, id: string): Promise<GraphqlAnswer['data']> {
  const { data, errors } = await ask(`query ($id: ID!) { bulkJob(id: $id) { ${JOB} } }`, { id });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.bulkJob;
}

/** The job after its end. */
export function ended(ask: Ask, id: string, timeout = 20_000): Promise<GraphqlAnswer['data']> {
  const read = async () => {
    const job = await readJob(ask, id);
    if (!job.finishedAt) throw new Error(`The job is ${job.state} at ${job.position} of ${job.total}.`);
    return job;
  };
  return vi.waitFor(read, { timeout, interval: 50 });
}

/** Starts a job, and waits for its end. */
export async function run(ask: Ask, input: object): Promise<GraphqlAnswer['data']> {
  return ended(ask, await start(ask, input));
}

/** The job that undoes another one, after its end. */
export async function undo(ask: Ask, id: string): Promise<GraphqlAnswer['data']> {
  const { data, errors } = await ask(
    `mutation ($id: ID!) { undoBulkJob(id: $id) { job { id } userErrors { code message } } }`,
    { id },
  );
  if (!data?.undoBulkJob.job) throw new Error(JSON.stringify(errors ?? data.undoBulkJob.userErrors));
  return ended(ask, data.undoBulkJob.job.id as string);
}

/** The outcome of each user by id: the reason of a refusal, or the outcome. */
export async function outcomesOf(ask: Ask, id: string): Promise<Record<string, string>> {
  const { data, errors } = await ask(
    `query ($id: ID!) { bulkJob(id: $id) { items(first: 100) { nodes { userId outcome reason } } } }`,
    { id },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const nodes = data.bulkJob.items.nodes as { userId: string; outcome: string; reason: string | null }[];
  return Object.fromEntries(nodes.map(({ userId, outcome, reason }) => [userId, reason ?? outcome]));
}

/** Adds this number of active users to a department, by one statement. */
export async function addUsers({ database }: Pick<TestApp, 'database'>, count: number, department = 'Bulk') {
  await database.query(
    `insert into users (email, display_name, department, activated_at)
      select $2 || n || '@example.org', 'Person ' || n, $2, now() from generate_series(1, $1) n`,
    [count, department],
  );
}
