import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postmasterOf } from '../cpu/cpu-time.js';
import { withClient } from '../database/database.js';
import type { Load } from '../load/load.js';
import { measure, type Task, warm } from '../measure.js';
import { ROOT } from '../paths.js';
import { freePort } from '../process.js';
import { median } from '../report/median.js';
import type { HttpRequest, JobInput, Running } from '../system.js';
import { limits } from '../systems/bare/bare.system.js';
import { graphqlRequest } from '../systems/graphql-request.js';
import { signInOwner } from '../systems/rollcall/rollcall.system.js';
import { withProduct } from './product.js';

/** Each file is one: GraphQL, and where it has variables, JSON in a comment in the first line. */
const FOLDER = join(ROOT, 'bench/documents');

export interface Pace {
  rounds: number;
  seconds: number;
  /** Requests of each before the first round, for three seconds at most. */
  warmUp: number;
}

/** Of one document: microseconds of CPU for each request, and the ratio to bare's list in the same round. */
export interface DocumentFigures {
  name: string;
  serverCpu: number;
  databaseCpu: number;
  toBare: number;
}

/** What operations of every kind cost beside a bare handler's list of twenty, each of them once in every round. */
export async function documents(
  databaseUrl: string,
  load: Load,
  { rounds, seconds, warmUp }: Pace,
): Promise<DocumentFigures[]> {
  const [bare] = limits;
  if (!bare) throw new Error('there is no bare handler');
  return withProduct(databaseUrl, async ({ running, inputs }) => {
    const limit = await bare.start({ databaseUrl, port: await freePort() });
    try {
      const postmaster = await withClient(databaseUrl, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        return postmasterOf(rows[0]?.pid ?? 0);
      });
      const headers = await signInOwner(running.port);
      const list = inputs.flatMap((input) => bare.request('list', input) ?? []);
      const contenders = [
        { name: 'bare', running: limit, requests: list },
        ...readDocuments(inputs, headers).map((each) => ({ ...each, running })),
      ];
      for (const { name, running: asked, requests } of contenders) {
        if (asked === running) await assertSameAgain(running, name, requests);
        await warm(load, asked, { requests, most: warmUp, seconds: 3 });
      }
      const samples = contenders.map((): Sampled[] => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, contender] of contenders.entries()) {
          const task: Task = { requests: contender.requests, seconds };
          const { serverCpu, databaseCpu } = await measure(load, contender.running, postmaster, task);
          samples[index]?.push({
            serverCpu: serverCpu ?? Number.NaN,
            databaseCpu: databaseCpu ?? Number.NaN,
          });
        }
      }
      const [limits = [], ...found] = samples;
      return found.map((own, index) => ({
        name: contenders[index + 1]?.name ?? '',
        serverCpu: median(own.map((each) => each.serverCpu)),
        databaseCpu: median(own.map((each) => each.databaseCpu)),
        toBare: median(own.map((each, round) => each.serverCpu / (limits[round]?.serverCpu ?? Number.NaN))),
      }));
    } finally {
      await limit.stop();
    }
  });
}

type Sampled = Pick<DocumentFigures, 'serverCpu' | 'databaseCpu'>;

function readDocuments(inputs: JobInput[], headers: Record<string, string>) {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => {
      const query = readFileSync(join(FOLDER, file), 'utf8');
      const [, json = '{}'] = /^# (\{.*\})$/m.exec(query) ?? [];
      const requests = inputs.map(({ id, email }) => {
        const text = json
          .replaceAll('"$id"', JSON.stringify(id))
          .replaceAll('"$address"', JSON.stringify(email));
        return graphqlRequest(query, JSON.parse(text) as Record<string, unknown>, headers);
      });
      return { name: file.replace(/^\d+ |\.graphql$/g, ''), requests };
    });
}

/** GraphQL.js answers what is new, and a compiled operation from then on. @throws where they differ, or have an error */
async function assertSameAgain({ port }: Running, name: string, requests: HttpRequest[]): Promise<void> {
  for (const { path, method, headers, body = '' } of requests) {
    const ask = async (text: string) =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: text })).text();
    // A comment makes it new.
    const asked = JSON.parse(body) as { query: string };
    const first = await ask(JSON.stringify({ ...asked, query: `${asked.query}# ${Math.random()}` }));
    for (let again = 0; again < 2; again += 1) {
      const answer = await ask(body);
      if (answer !== first || answer.includes('"errors"'))
        throw new Error(`${name} is answered differently:\n${first}\n${answer}`);
    }
  }
}
