import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { Batch, type Known, type Result, type Step } from './pipeline-batch.js';

/**
 * Connections on which statements are sent without waiting for the answers to those before (PostgreSQL's pipelining),
 * for the few statements that nearly every request needs. It saves most of what a read costs beside PostgreSQL's own work: no pool to ask, no statement to
 * parse or to describe, and all that came in one turn of the event loop leaves in one packet.
 *
 * What is slow holds up what is behind it on the same connection, so only statements of a known, short plan belong
 * here. Whoever is given `undefined` asks through the pool instead.
 */
export class Pipeline {
  readonly #config: pg.ClientConfig;
  readonly #log: FastifyBaseLogger;
  readonly #lines: Line[];
  readonly #first: Step | undefined;
  /** For a connection to lease. */
  readonly #waiting: { resolve: (line: Line) => void; reject: (error: unknown) => void }[] = [];
  #isConnecting = false;
  #watch: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * @param size how many connections; statements on different ones run at the same time.
   * @param first what each `run` begins with, for what only reads: all that came in one turn of the event loop is one
   *   message then, in which this is asked once. With sixteen who ask at once, one user took PostgreSQL half of the CPU time and us
   *   a sixth less. A message is one transaction, so the error of one is everybody's in it.
   */
  constructor(config: pg.ClientConfig, size: number, log: FastifyBaseLogger, first?: Step) {
    this.#config = config;
    this.#log = log;
    this.#first = first;
    this.#lines = Array.from({ length: size }, () => ({
      waiting: [],
      underWay: 0,
      heardAt: 0,
      prepared: new Map(),
      isLeased: false,
    }));
  }

  /** Resolves when the first connection stands. The others follow, one after the other: a start need not wait for them. */
  async start(): Promise<void> {
    // In place of pg's own limit, which takes a timer for each query.
    this.#watch = setInterval(() => this.#closeSilentConnections(), SILENCE_MS / 4).unref();
    const [first, ...others] = this.#lines;
    if (first) await this.#connect(first);
    void this.#connectEach(others);
  }

  /**
   * The rows of each step, as texts, those of the first one before them; all steps are one transaction. Undefined while
   * no connection stands. Rejects with PostgreSQL's error, and then nothing of it was done.
   */
  run(steps: readonly Step[]): Promise<Result[]> | undefined {
    const line = this.#line();
    return line?.client && this.#runOn(line, line.client, steps);
  }

  /**
   * The same on a connection that has nothing else to do; undefined where there is none.
   * @param begun is given the process that runs it, which may be cancelled until it has ended
   */
  runAlone(steps: readonly Step[], begun: (processId: number) => void): Promise<Result[]> | undefined {
    const line = this.#lines.find(({ client, underWay }) => client && underWay === 0);
    if (!line?.client) return undefined;
    begun(processOf(line.client));
    return this.#runOn(line, line.client, steps);
  }

  /**
   * A connection for one transaction alone, until it is released; waits for one that is free.
   * @throws the network's or PostgreSQL's error where the database cannot be reached
   */
  async lease(): Promise<Lease> {
    const line = await new Promise<Line>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#handOn();
    });
    const client = line.client as pg.Client;
    return {
      processId: processOf(client),
      run: (steps) => this.#runAtOnce(line, client, steps),
      release: (isClean) => {
        line.isLeased = false;
        // In the middle of a transaction, nobody else can use it.
        if (!isClean) wireOf(client).stream.destroy();
        this.#handOn();
      },
    };
  }

  #freeLine(): Line | undefined {
    const line = this.#lines.find(({ client, isLeased }) => client && !isLeased);
    if (line) line.isLeased = true;
    return line;
  }

  /** Gives connections that are free to those who wait. Where none stands, one is made now, and its error is their answer. */
  #handOn(): void {
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
    line.heardAt = performance.now();
    line.underWay += 1;
    return new Promise((resolve, reject) => {
      line.waiting.push({ steps, resolve, reject });
      this.#send(line, client);
    });
  }

  #runOn(line: Line, client: pg.Client, steps: readonly Step[]): Promise<Result[]> {
    const { waiting } = line;
    if (waiting.length === 0) setImmediate(() => this.#send(line, client));
    if (line.underWay === 0) line.heardAt = performance.now();
    line.underWay += 1;
    return new Promise((resolve, reject) => waiting.push({ steps, resolve, reject }));
  }

  /** What is under way is finished first. */
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

  /** That with the least to do; one on which a message is put together already, where all of a turn is to be in one. */
  #line(): Line | undefined {
    let found: Line | undefined;
    for (const line of this.#lines) {
      if (!line.client) continue;
      if (this.#first && line.waiting.length > 0) return line;
      if (!found || line.underWay < found.underWay) found = line;
    }
    return found;
  }

  /** Everything that came in one turn of the event loop leaves in one packet. */
  #send(line: Line, client: pg.Client): void {
    const questions = line.waiting.splice(0);
    if (questions.length === 0) return;
    const { stream } = wireOf(client);
    stream.cork();
    for (const message of this.#first ? [questions] : questions.map((question) => [question])) {
      client.query(this.#batch(line, message));
    }
    stream.uncork();
  }

  #batch(line: Line, questions: readonly Question[]): Batch {
    const first = this.#first ? [this.#first] : [];
    const steps = questions.flatMap((question) => question.steps);
    return new Batch([...first, ...steps], line.prepared, (error, results) => {
      line.underWay -= questions.length;
      line.heardAt = performance.now();
      const shared = results.slice(0, first.length);
      let at = first.length;
      for (const { steps, resolve, reject } of questions) {
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
    const client = new pg.Client({ ...this.#config, pipeline: true } as pg.ClientConfig);
    client.on('error', (error) => this.#log.warn({ err: error }, 'A pipelined connection failed.'));
    client.on('end', () => {
      if (line.client !== client) return;
      delete line.client;
      this.#reconnect(line);
    });
    await client.connect();
    // Two have tried at the same time.
    if (line.client) return client.end();
    line.prepared.clear();
    line.client = client;
    if (this.#closed) await client.end();
    else this.#handOn();
  }

  /** The other end may be gone without a word: longer than any statement may take, nothing has come. */
  #closeSilentConnections(): void {
    for (const { client, underWay, heardAt } of this.#lines) {
      if (client && underWay > 0 && performance.now() - heardAt > SILENCE_MS) {
        wireOf(client).stream.destroy();
      }
    }
  }

  /** Until it stands again, requests go through the pool, which tells of a database that is away. */
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

/** Not among pg's documented properties. */
function wireOf(client: pg.Client): { stream: Socket } {
  return (client as unknown as { connection: { stream: Socket } }).connection;
}

const RECONNECT_MS = 1_000;

/** Longer than PostgreSQL lets a statement run, see orm.ts. */
const SILENCE_MS = 20_000;

/** A connection that one transaction has for itself. */
export interface Lease {
  /** PostgreSQL's, to cancel what it runs. */
  processId: number;
  /** The rows of each step: one message, sent at once. */
  run: (steps: readonly Step[]) => Promise<Result[]>;
  /** @param isClean whether no transaction is open on it */
  release: (isClean: boolean) => void;
}

/** What `run` was given and has promised. */
interface Question {
  steps: readonly Step[];
  resolve: (results: Result[]) => void;
  reject: (error: Error) => void;
}

interface Line {
  client?: pg.Client;
  connecting?: Promise<void>;
  retry?: NodeJS.Timeout;
  /** Came in this turn of the event loop. */
  waiting: Question[];
  /** Those that wait, and those that are sent. */
  underWay: number;
  /** When an answer came last, or the first question of those under way was put; by `performance.now()`. */
  heardAt: number;
  prepared: Known;
  isLeased: boolean;
}
