import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { cpuOf, residentMemory } from '../cpu/cpu-time.js';
import { startLoad } from '../load/load.js';
import { CONNECTIONS } from '../measure.js';
import { benchFile } from '../paths.js';
import { endWithUs } from '../process.js';
import { askGraphql } from '../systems/graphql-request.js';
import { CREATE_USER } from '../systems/rollcall/rollcall.documents.js';
import { BENCH_DOMAIN } from '../database/created-rows.js';
import { withProduct } from './product.js';
import { USER_CHANGED } from './user-changed.document.js';
import type { SubscribersOrder } from './subscribers.main.js';

export interface Subscribers {
  sockets: number;
  /** Milliseconds from sending a create until the last subscriber has its news, one for each create. */
  reached: number[];
  /** Microseconds of the server's CPU for each create and its news. */
  cpu: number;
  /** Creates a second, several at the same time: with nobody subscribed, and with all of them. */
  createsAlone: number;
  createsNotified: number;
  /** Milliseconds from the first of these creates until the last subscriber has received the news of the last one. */
  allReached: number;
  /** Resident bytes. */
  before: number;
  idle: number;
  after: number;
}

const MAX_SECONDS = 600;

/** A WebSocket of Node's takes some CPU to read a message: two processes share them, as there may be two cores. */
const PROCESSES = 2;

/** Consoles on one server, and creates one after the other, with news of each to all consoles. */
export async function subscribers(
  databaseUrl: string,
  sockets: number,
  creates: number,
): Promise<Subscribers> {
  return withProduct(databaseUrl, async ({ running: { port }, pid, inputs, request }) => {
    const [input] = inputs;
    const authorization = input && request('list', input).headers['authorization'];
    if (!authorization) throw new Error('there is no token');
    const load = startLoad();
    const createSome = () =>
      load.run({
        ports: [port],
        requests: inputs.map((each) => request('create', each)),
        connections: CONNECTIONS,
        seconds: MAX_SECONDS,
        most: creates,
        groups: 1,
      });
    // The second run is warm.
    await createSome();
    const alone = await createSome();
    const before = residentMemory(pid);
    const children = Array.from({ length: PROCESSES }, () =>
      fork(benchFile('operations/subscribers.main.js')),
    );
    children.forEach(endWithUs);
    try {
      const each = Math.ceil(sockets / PROCESSES);
      await Promise.all(
        children.map((child) => {
          const ready = said(child);
          child.send({ port, authorization, sockets: each, query: USER_CHANGED } satisfies SubscribersOrder);
          return ready;
        }),
      );
      const idle = residentMemory(pid);
      const reached: number[] = [];
      const cpuBefore = cpuOf([pid]);
      for (let index = 0; index < creates; index += 1) {
        const all = Promise.all(children.map(said));
        const started = performance.now();
        const user = { email: `subscribers-${index}@${BENCH_DOMAIN}`, displayName: 'Zoë Benchmark' };
        await askGraphql(port, CREATE_USER, { input: user }, { authorization });
        await all;
        reached.push(performance.now() - started);
      }
      const cpu = (cpuOf([pid]) - cpuBefore) / creates;
      const received = Promise.all(children.map((child) => reports(child, creates)));
      const started = performance.now();
      const notified = await createSome();
      await received;
      return {
        sockets: each * PROCESSES,
        reached,
        cpu,
        createsAlone: alone.requests / alone.seconds,
        createsNotified: notified.requests / notified.seconds,
        allReached: performance.now() - started,
        before,
        idle,
        after: residentMemory(pid),
      };
    } finally {
      load.stop();
      children.forEach((child) => child.disconnect());
    }
  });
}

/** Waits for as many messages. @throws if a socket failed */
async function reports(child: ChildProcess, count: number): Promise<void> {
  let seen = 0;
  for await (const [message] of on(child, 'message') as AsyncIterable<[{ failed?: string }]>) {
    if (message.failed !== undefined) throw new Error(message.failed);
    seen += 1;
    if (seen === count) return;
  }
}

function said(child: ChildProcess): Promise<void> {
  return reports(child, 1);
}
