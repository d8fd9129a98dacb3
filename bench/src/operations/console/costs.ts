import { postmasterOf } from '../../cpu/cpu-time.js';
import { withClient } from '../../database/database.js';
import type { Load } from '../../load/load.js';
import { CONNECTIONS, measure, type Task, warm, type WarmUp } from '../../measure.js';
import { freePort } from '../../process.js';
import { median } from '../../report/median.js';
import type { Sample } from '../../result.js';
import { limits } from '../../systems/bare/bare.system.js';
import { graphqlRequest } from '../../systems/graphql-request.js';
import { OwnerSession } from '../../systems/rollcall/owner-session.js';
import { withProduct } from '../product.js';
import { type Asked, clear, openStage, renewed, WHO } from './asked.js';
import type { ConsoleStage, Sources } from './sources.js';

export interface ConsolePace {
  rounds: number;
  /** Of a query, and of bare's list. */
  seconds: number;
  /** Requests of each before the first round. */
  warmUp: number;
  /** Of a mutation, in each round: each request writes to something of its own. */
  writes: number;
}

/** Microseconds of CPU for each request. */
export interface Cost {
  serverCpu: number;
  databaseCpu: number;
  /** The ratio of the server's cost to that of bare's list of twenty, measured right before. */
  toBare: number;
}

/** Passwords are hashed one after the other, and a request with a long wait is refused. */
const CONNECTIONS_WHILE_HASHING = 2;

/** A large limit, as the number of requests ends the sample. */
const MAX_SECONDS = 600;

/** Each operation in turn, as its data is created for it and removed again. Bare's list runs before each sample. */
export async function measureEach(
  databaseUrl: string,
  sources: Sources,
  asked: Asked[],
  load: Load,
  pace: ConsolePace,
): Promise<Map<string, Cost>> {
  const [bare] = limits;
  if (!bare) throw new Error('there is no bare handler');
  const costs = new Map<string, Cost>();
  await withProduct(databaseUrl, async ({ running, inputs }) => {
    const limit = await bare.start({ databaseUrl, port: await freePort() });
    try {
      await withClient(databaseUrl, async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        const postmaster = postmasterOf(rows[0]?.pid ?? 0);
        const requests = inputs.flatMap((input) => bare.request('list', input) ?? []);
        const list: Task = { requests, seconds: pace.seconds };
        await warm(load, limit, { requests, most: pace.warmUp, seconds: 3 });
        for (const each of asked) {
          const session = new OwnerSession(running);
          const stage = await openStage(sources, running, client, session);
          const { warmUp, rounds } = await tasksOf(each, stage, pace);
          await warm(load, running, warmUp);
          const samples: Cost[] = [];
          for (const task of rounds) {
            const beside = await measure(load, limit, postmaster, list);
            const own = renewed(task, stage, await session.headers());
            samples.push(costOf(await measure(load, running, postmaster, own), beside));
          }
          costs.set(each.name, {
            serverCpu: median(samples.map(({ serverCpu }) => serverCpu)),
            databaseCpu: median(samples.map(({ databaseCpu }) => databaseCpu)),
            toBare: median(samples.map(({ toBare }) => toBare)),
          });
          await clear(client, each);
        }
      });
    } finally {
      await limit.stop();
    }
  });
  return costs;
}

function costOf({ serverCpu, databaseCpu }: Sample, beside: Sample): Cost {
  const own = { serverCpu: serverCpu ?? Number.NaN, databaseCpu: databaseCpu ?? Number.NaN };
  return { ...own, toBare: own.serverCpu / (beside.serverCpu ?? Number.NaN) };
}

interface Tasks {
  warmUp: Task & WarmUp;
  rounds: Task[];
}

/** A query's requests are sent again and again. A mutation's are made for all rounds at once, and each is sent once. */
async function tasksOf(
  { isQuery, operation, requests }: Asked,
  stage: ConsoleStage,
  { rounds, seconds, ...pace }: ConsolePace,
): Promise<Tasks> {
  if (isQuery) {
    const same = await requests(stage, CONNECTIONS);
    return {
      warmUp: { requests: same, seconds: 3, most: pace.warmUp },
      rounds: Array.from({ length: rounds }, () => ({ requests: same, seconds })),
    };
  }
  const most = operation.most ?? Number.MAX_SAFE_INTEGER;
  const writes = Math.max(1, Math.min(pace.writes, Math.floor(most / (rounds + 1))));
  const warmUp = Math.max(1, Math.min(pace.warmUp, most - rounds * writes));
  const all = await requests(stage, warmUp + rounds * writes);
  const connections = operation.most === undefined ? CONNECTIONS : CONNECTIONS_WHILE_HASHING;
  const prime = [graphqlRequest(WHO, {}, stage.server.owner.headers)];
  const some = (start: number, count: number) => ({
    requests: all.slice(start, start + count),
    seconds: MAX_SECONDS,
    most: count,
    connections,
    prime,
  });
  return {
    warmUp: some(0, warmUp),
    rounds: Array.from({ length: rounds }, (_, round) => some(warmUp + round * writes, writes)),
  };
}
