/** A separate process that opens sockets like consoles, and reports when each write is on the screen of each of them. */
import { Agent, request } from 'node:http';

/** What a console does with the news of a write. */
export type Way =
  /** It has the row and its position, so nothing is read. Only after news of many changes is the list read again. */
  | { kind: 'positions' }
  /** It only says that something changed: the list is read again, at most once in so many milliseconds. */
  | { kind: 'changed'; gatherMs: number };

export interface FollowOrder {
  port: number;
  authorization: string;
  subscription: string;
  /** Of the list. */
  query: string;
  way: Way;
  /** For each socket, the variables of its list. */
  lists: object[];
}

/** A write is on all screens. */
export interface Followed {
  shown: string;
  /** For each socket, by `Date.now()`. */
  times: number[];
  /** Of all sockets until now. */
  traffic: { requests: number; bytes: number };
}

export type FollowerMessage = Followed | { ready: true } | { failed: string };

interface SocketMessage {
  type: string;
  payload?: { data?: { userChanged: { kind: string; user: { id: string } } } };
}

/** As client/src/lib/live-list/useGatheredReload.ts. */
const MANY_QUIET_MS = 700;
const MANY_MAX_MS = 3_000;

/** How often a socket looks whether its request has ended. */
const BUSY_MS = 20;

/** Rows of a page of the console. */
const PAGE_SIZE = 100;

const agent = new Agent({ keepAlive: true });
/** Of each write that is committed, when it came onto each screen. */
const shown = new Map<string, number[]>();
const traffic = { requests: 0, bytes: 0 };
const now = () => performance.timeOrigin + performance.now();

class Follower {
  readonly #seen = new Set<string>();
  readonly #order: FollowOrder;
  readonly #list: object;
  /** Writes whose news has come, and which are not on screen. */
  #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #since: number | undefined;
  #isReading = false;

  constructor(order: FollowOrder, list: object) {
    this.#order = order;
    this.#list = list;
  }

  open(): Promise<void> {
    const { port, authorization, subscription } = this.#order;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization } });
    socket.onclose = ({ code }) => process.send?.({ failed: `a socket was closed with ${code}` });
    return new Promise((resolve) => {
      socket.onmessage = ({ data }) => {
        const { type, payload } = JSON.parse(String(data)) as SocketMessage;
        if (type === 'connection_ack') {
          send({ id: '1', type: 'subscribe', payload: { query: subscription, variables: this.#list } });
          send({ type: 'ping' });
        } else if (type === 'pong') resolve();
        else if (type === 'next' && payload?.data) {
          traffic.bytes += Buffer.byteLength(String(data));
          this.#take(payload.data.userChanged);
        } else process.send?.({ failed: String(data) });
      };
    });
  }

  #take({ kind, user }: { kind: string; user: { id: string } }): void {
    const { way } = this.#order;
    if (kind === 'MANY') {
      this.#since ??= performance.now();
      clearTimeout(this.#timer);
      const left = this.#since + MANY_MAX_MS - performance.now();
      this.#timer = setTimeout(() => void this.#read(), Math.max(0, Math.min(MANY_QUIET_MS, left)));
    } else if (way.kind === 'positions') this.#show([user.id]);
    else {
      this.#pending.add(user.id);
      this.#timer ??= setTimeout(() => void this.#read(), way.gatherMs);
    }
  }

  async #read(): Promise<void> {
    if (this.#isReading) {
      this.#timer = setTimeout(() => void this.#read(), BUSY_MS);
      return;
    }
    this.#timer = this.#since = undefined;
    this.#isReading = true;
    const ids = this.#order.way.kind === 'positions' ? [...shown.keys()] : [...this.#pending];
    this.#pending = new Set();
    await ask(this.#order, this.#list);
    this.#isReading = false;
    this.#show(ids);
  }

  #show(ids: string[]): void {
    const at = now();
    for (const id of ids) {
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      const times = shown.get(id) ?? [];
      times.push(at);
      shown.set(id, times);
      if (times.length === this.#order.lists.length)
        process.send?.({ shown: id, times, traffic } satisfies FollowerMessage);
    }
  }
}

function ask({ port, authorization, query }: FollowOrder, list: object): Promise<void> {
  traffic.requests += 1;
  const headers = {
    authorization,
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
  };
  return new Promise((resolve) => {
    const sent = request(
      { port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers, agent },
      (answer) => {
        if (answer.statusCode !== 200)
          process.send?.({ failed: `the list was answered with ${answer.statusCode}` });
        answer.on('data', (data: Buffer) => (traffic.bytes += data.length));
        answer.on('end', resolve);
      },
    );
    sent.end(JSON.stringify({ query, variables: { first: PAGE_SIZE, ...list } }));
  });
}

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (message: FollowOrder | { committed: string }) => {
  if ('committed' in message) {
    if (!shown.has(message.committed)) shown.set(message.committed, []);
    return;
  }
  void (async () => {
    for (const list of message.lists) await new Follower(message, list).open();
    process.send?.({ ready: true });
  })();
});
