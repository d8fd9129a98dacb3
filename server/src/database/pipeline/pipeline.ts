import type pg from 'pg';
import { type Connection, newClient } from '../connection.js';
import { connectionOf, OneWrite } from './one-write.js';
import type { Outage } from './outage.js';
import { Batch, type Known, type Result, type Step } from './pipeline-batch.js';
import { type Call, countOf, newCall } from './pipeline-call.js';
import type { Lease, PipelineFigures } from './pipeline-lease.js';

/**
 * Connections on which statements are sent before the previous ones are answered (PostgreSQL's pipelining). This saves most
 * of the cost of a read beside PostgreSQL's own work: there is no pool, statements are parsed and described once for each
 * connection, and all statements of one turn of the event loop leave in one packet.
 *
 * A slow statement delays those behind it on the same connection. So `run` is for statements with a known, short plan;
 * `runAlone` and `lease` give a connection to one user. If `run` returns undefined, the caller uses the pool.
 */
export class Pipeline {
  readonly #config: Connection;
  readonly #outage: Pick<Outage, 'lost' | 'restored'>;
  readonly #lines: Line[];
  readonly #first: Step | undefined;
  /** Callers of `lease` that wait for a free connection. */
  readonly #waiting: { resolve: (line: Line) => void; reject: (error: unknown) => void }[] = [];
  #isConnecting = false;
  #watch: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * @param size the number of connections; statements on different connections run at the same time
   * @param first a step that starts each message, for connections that only read: all steps of one turn of the event loop
   *   are then one message with this step once. With sixteen concurrent requests, reading one user took PostgreSQL half of the CPU
   *   time and the server a sixth less. A message is one transaction, so an error fails every request in it.
   */
  constructor(config: Connection, size: number, outage: Pick<Outage, 'lost' | 'restored'>, first?: Step) {
    this.#config = config;
    this.#outage = outage;
    this.#first = first;
    this.#lines = Array.from({ length: size }, () => ({
      waiting: [],
      pendingCount: 0,
      activeAt: 0,
      prepared: new Map(),
      isLeased: false,
    }));
  }

  /** Resolves when the first connection is open. The others open one after the other, so that a start does not wait for them. */
  async start(): Promise<void> {
    this.#watchSilence();
    const [first, ...others] = this.#lines;
    if (first) await this.#connect(first);
    void this.#connectEach(others);
  }

  /** For a server that may be away: its connections open when it is there. */
  startInBackground(): void {
    this.#watchSilence();
    void this.#connectEach(this.#lines);
  }

  /**
   * The rows of each step as texts, after those of the first step; all steps are one transaction. Undefined while no
   * connection is open. Rejects with PostgreSQL's error; the transaction is then rolled back.
   */
  run(steps: readonly Step[]): Promise<Result[]> | undefined {
    const line = this.#line();
    return line?.client && this.#runOn(line, line.client, steps);
  }

  /**
   * The same on an idle connection; undefined if there is none.
   * @param begun receives the id of the PostgreSQL process, which may be cancelled until the promise settles
   */
  runAlone(steps: readonly Step[], begun: (processId: number) => void): Promise<Result[]> | undefined {
    const line = this.#lines.find(({ client, pendingCount }) => client && pendingCount === 0);
    if (!line?.client) return undefined;
    begun(processOf(line.client));
    return this.#runOn(line, line.client, steps);
  }

  /**
   * A connection for one transaction until it is released; waits for a free one.
   * @throws the error of the network or of PostgreSQL if no connection is open and none can be opened
   */
  async lease(): Promise<Lease> {
    const line = await new Promise<Line>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#serveWaiting();
    });
    const client = line.client as pg.Client;
    return {
      processId: processOf(client),
      run: (steps) => this.#runAtOnce(line, client, steps),
      release: (isClean) => {
        line.isLeased = false;
        // A transaction is open on it.
        if (!isClean) this.#replace(line, client);
        this.#serveWaiting();
      },
    };
  }

  #freeLine(): Line | undefined {
    const line = this.#lines.find(({ client, isLeased }) => client && !isLeased);
    if (line) line.isLeased = true;
    return line;
  }

  #replace(line: Line, client: pg.Client): void {
    connectionOf(client).stream.destroy();
    if (line.client !== client) return;
    delete line.client;
    this.#reconnect(line);
  }

  /** Gives free connections to waiting callers. If none is open, it opens one now, and an error rejects all of them. */
  #serveWaiting(): void {
    while (this.#waiting.length > 0) {
      const line = this.#freeLine();
      if (!line) break;
      this.#waiting.shift()?.resolve(line);
    }
    if (this.#waiting.length === 0 || this.#isConnecting || this.#lines.some(({ client }) => client)) return;
    this.#isConnecting = true;
    this.#connect(this.#lines[0] as Line)
      .catch((error: unknown) => {
        for (const { reject } of this.#waiting.splice(0)) reject(error);
      })
      .finally(() => (this.#isConnecting = false));
  }

  #runAtOnce(line: Line, client: pg.Client, steps: readonly Step[]): Promise<Result[]> {
    line.activeAt = performance.now();
    line.pendingCount += 1;
    return new Promise((resolve, reject) => {
      line.waiting.push(newCall(steps, resolve, reject));
      this.#send(line, client);
    });
  }

  #runOn(line: Line, client: pg.Client, steps: readonly Step[]): Promise<Result[]> {
    const { waiting } = line;
    if (waiting.length === 0) setImmediate(() => this.#send(line, client));
    if (line.pendingCount === 0) line.activeAt = performance.now();
    line.pendingCount += 1;
    return new Promise((resolve, reject) => waiting.push(newCall(steps, resolve, reject)));
  }

  get figures(): PipelineFigures {
    const open = this.#lines.filter(({ client }) => client);
    return {
      open: open.length,
      used: open.filter(({ pendingCount, isLeased }) => isLeased || pendingCount > 0).length,
      waiting: this.#waiting.length,
    };
  }

  /** Finishes pending statements first. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    await Promise.all(
      this.#lines.map(async (line) => {
        const { client, connecting } = line;
        if (client) this.#send(line, client);
        delete line.client;
        await connecting;
        await client?.end();
      }),
    );
  }

  /** The one with the fewest pending statements; if a message is one transaction, the one that has a message to send. */
  #line(): Line | undefined {
    let found: Line | undefined;
    for (const line of this.#lines) {
      if (!line.client) continue;
      if (this.#first && line.waiting.length > 0) return line;
      if (!found || line.pendingCount < found.pendingCount) found = line;
    }
    return found;
  }

  /** Sends all statements of one turn of the event loop in one packet. */
  #send(line: Line, client: pg.Client): void {
    const calls = line.waiting.splice(0);
    if (calls.length === 0) return;
    line.writes?.together(() => {
      for (const message of this.#first ? [calls] : calls.map((call) => [call])) {
        client.query(this.#batch(line, message));
      }
    });
  }

  #batch(line: Line, calls: readonly Call[]): Batch {
    const first = this.#first ? [this.#first] : [];
    const steps = calls.flatMap((call) => call.steps);
    return new Batch([...first, ...steps], line.prepared, (error, results) => {
      line.pendingCount -= calls.length;
      line.activeAt = performance.now();
      const shared = results.slice(0, first.length);
      let at = first.length;
      for (const { steps, resolve, reject, budget, askedAt } of calls) {
        budget?.noteStatements(countOf(steps), line.activeAt - askedAt);
        if (error) reject(error);
        else resolve([...shared, ...results.slice(at, (at += steps.length))]);
      }
    });
  }

  async #connectEach(lines: Line[]): Promise<void> {
    for (const line of lines) {
      this.#reconnect(line);
      await line.connecting;
    }
  }

  async #connect(line: Line): Promise<void> {
    const client = newClient({ ...this.#config, pipeline: true } as Connection);
    client.on('error', (error) => this.#outage.lost(error));
    client.on('end', () => {
      if (line.client !== client) return;
      delete line.client;
      this.#reconnect(line);
    });
    await client.connect();
    // Another attempt has opened one in the meantime.
    if (line.client) return client.end();
    line.prepared.clear();
    line.client = client;
    line.writes = new OneWrite(client);
    this.#outage.restored();
    if (this.#closed) await client.end();
    else this.#serveWaiting();
  }

  /** Instead of pg's own limit, which needs a timer for each query. */
  #watchSilence(): void {
    this.#watch = setInterval(() => this.#closeSilentConnections(), SILENCE_MS / 4).unref();
  }

  /** Closes connections without an answer for longer than any statement may take: the network may drop one silently. */
  #closeSilentConnections(): void {
    for (const { client, pendingCount, activeAt } of this.#lines) {
      if (client && pendingCount > 0 && performance.now() - activeAt > SILENCE_MS) {
        connectionOf(client).stream.destroy();
      }
    }
  }

  /** Until it is open again, requests go through the pool, which reports a database that is away. */
  #reconnect(line: Line): void {
    if (this.#closed) return;
    line.connecting = this.#connect(line).catch(() => {
      line.retry = setTimeout(() => this.#reconnect(line), RECONNECT_MS).unref();
    });
  }
}

function processOf(client: pg.Client): number {
  return (client as unknown as { processID: number }).processID;
}

const RECONNECT_MS = 1_000;

/** Longer than the statement timeout, see orm.ts. */
const SILENCE_MS = 20_000;

interface Line {
  client?: pg.Client;
  /** Of the present or the last client. */
  writes?: OneWrite;
  connecting?: Promise<void>;
  retry?: NodeJS.Timeout;
  /** Calls of this turn of the event loop, not sent yet. */
  waiting: Call[];
  /** The number of calls without an answer. */
  pendingCount: number;
  /** When the last answer came, or the first pending statement was sent; by `performance.now()`. */
  activeAt: number;
  prepared: Known;
  isLeased: boolean;
}
