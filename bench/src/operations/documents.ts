import { postmasterOf } from '../cpu/cpu-time.js';
import { withClient } from '../database/database.js';
import type { Load } from '../load/load.js';
import { measure, type Task, warm } from '../measure.js';
import { freePort } from '../process.js';
import { median } from '../report/median.js';
import type { Sample } from '../result.js';
import type { HttpRequest, JobInput, Running } from '../system.js';
import { limits } from '../systems/bare/bare.system.js';
import { graphqlRequest } from '../systems/graphql-request.js';
import { type Headers, OwnerSession } from '../systems/rollcall/owner-session.js';
import type { Contest, Pace, Stage } from './contest.js';
import { readDocumentFiles } from './document-files.js';
import { withProduct } from './product.js';
import { assertSameAnswer } from './same-answers.js';
import { checkWrites } from './writes/write-checks.js';
import { writeContests } from './writes/write-contests.js';
import { WrittenUsers } from './writes/written-users.js';

/** Of one document: microseconds of CPU for each request, and the ratio to the bare handler's in the same round. */
export interface DocumentFigures {
  name: string;
  /** Whether the bare handler answers the same by the same statements; otherwise it lists twenty users. */
  hasSameStatements: boolean;
  serverCpu: number;
  databaseCpu: number;
  toBare: number;
}

/** What operations of every kind cost beside a bare handler, each of them once in every round. */
export async function documents(databaseUrl: string, load: Load, pace: Pace): Promise<DocumentFigures[]> {
  const [bare] = limits;
  if (!bare) throw new Error('there is no bare handler');
  await checkWrites(databaseUrl);
  return withProduct(databaseUrl, async ({ running, inputs }) => {
    const limit = await bare.start({ databaseUrl, port: await freePort() });
    try {
      return await withClient(databaseUrl, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        const session = new OwnerSession(running);
        const list = inputs.flatMap((input) => bare.request('list', input) ?? []);
        const users = await WrittenUsers.choose(client, pace.writes);
        const postmaster = postmasterOf(rows[0]?.pid ?? 0);
        const stage: Stage = { load, pace, postmaster, rollcall: running, bare: limit, session, list, users };
        const asked = await reading(stage, limit, () => list);
        const contests = [...(await readContests(stage, inputs)), ...(await writeContests(stage))];
        const found = await inRounds(pace.rounds, asked, contests);
        await users.reset('present');
        return found;
      });
    } finally {
      await limit.stop();
    }
  });
}

async function inRounds(
  rounds: number,
  list: () => Promise<Sample>,
  contests: Contest[],
): Promise<DocumentFigures[]> {
  const samples = contests.map((): Sampled[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const ofList = await list();
    for (const [index, { rollcall, bare }] of contests.entries()) {
      // The order alternates, as the first one gets the caches left by the previous one.
      const before = bare && round % 2 === 1 ? await bare() : undefined;
      const own = await rollcall();
      const beside = before ?? (await bare?.()) ?? ofList;
      samples[index]?.push({ ...cpuIn(own), toBare: cpuIn(own).serverCpu / cpuIn(beside).serverCpu });
    }
  }
  return contests.map(({ name, hasSameStatements }, index) => {
    const middle = (figure: keyof Sampled) => median((samples[index] ?? []).map((each) => each[figure]));
    const figures = { serverCpu: middle('serverCpu'), databaseCpu: middle('databaseCpu') };
    return { name, hasSameStatements, ...figures, toBare: middle('toBare') };
  });
}

type Sampled = Pick<DocumentFigures, 'serverCpu' | 'databaseCpu' | 'toBare'>;

function cpuIn({ serverCpu, databaseCpu }: Sample) {
  return { serverCpu: serverCpu ?? Number.NaN, databaseCpu: databaseCpu ?? Number.NaN };
}

/** Checked and warm. */
async function readContests(stage: Stage, inputs: JobInput[]): Promise<Contest[]> {
  const contests: Contest[] = [];
  for (const { name, query, variablesOf, sameAnswer, write } of readDocumentFiles()) {
    if (write) continue;
    const requestsWith = (headers: Headers) =>
      inputs.map(({ id, email }) =>
        graphqlRequest(query, variablesOf({ $id: id, $address: email }), headers),
      );
    const requests = requestsWith(await stage.session.headers());
    await assertSameAgain(stage.rollcall, name, requests);
    const rollcall = await reading(stage, stage.rollcall, requestsWith);
    contests.push({ name, hasSameStatements: false, rollcall });
    const [request] = requests;
    if (sameAnswer === undefined || !request) continue;
    await assertSameAnswer(stage, request, sameAnswer);
    const same: HttpRequest = { method: 'GET', path: sameAnswer, headers: {} };
    const bare = await reading(stage, stage.bare, () => [same]);
    contests.push({ name, hasSameStatements: true, rollcall, bare });
  }
  return contests;
}

async function reading(
  { load, pace, postmaster, session }: Stage,
  running: Running,
  requestsWith: (headers: Headers) => HttpRequest[],
): Promise<() => Promise<Sample>> {
  const task = async (): Promise<Task> => ({
    requests: requestsWith(await session.headers()),
    seconds: pace.seconds,
  });
  await warm(load, running, { ...(await task()), most: pace.warmUp, seconds: 3 });
  return async () => measure(load, running, postmaster, await task());
}

/** GraphQL.js answers a new document, and a compiled operation from then on. @throws if they differ, or have an error */
async function assertSameAgain({ port }: Running, name: string, requests: HttpRequest[]): Promise<void> {
  for (const { path, method, headers, body = '' } of requests) {
    const ask = async (text: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: text })).text();
    // A comment makes the document new.
    const asked = JSON.parse(body) as { query: string };
    const first = await ask(JSON.stringify({ ...asked, query: `${asked.query}# ${Math.random()}` }));
    for (let again = 0; again < 2; again += 1) {
      const answer = await ask(body);
      if (answer !== first || answer.includes('"errors"'))
        throw new Error(`${name} is answered differently:\n${first}\n${answer}`);
    }
  }
}
