import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
import { releaseWhenLost } from './failure/lost-connection.js';
import type { StatementTrace } from './statement-trace.js';

/**
 * Connections that the pool reserves for looking up the viewer, for signing in and for the `viewer` field. Other requests wait
 * for one another.
 */
const RESERVED_CONNECTIONS = 3;

/**
 * A page with several lists runs two statements at once. Without this limit, twenty counts of one request would occupy the
 * pool.
 */
const CONNECTIONS_A_REQUEST = 2;

/** For all statements of a request together, waiting included. */
export const REQUEST_MS = 15_000;

/** How often it looks for a statement that began within a transaction after the budget had ended. */
const CANCEL_AGAIN_MS = 500;

const current = new AsyncLocalStorage<RequestBudget>();

/** Has the same code as PostgreSQL's statement timeout. */
export class BudgetSpentError extends Error {
  readonly code = '57014';
  readonly severity = 'ERROR';

  constructor() {
    super('The request has had its time.');
  }
}

/** Connections that may be held at once. If all are held, callers wait in order. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  take(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The number of waiting callers. */
  get waiting(): number {
    return this.#waiting.length;
  }

  give(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

/**
 * The limits of one request in the database: two connections at once, fifteen seconds, and none of the reserved connections,
 * except for signing in. When the time is over, or the client of a read is gone, its statements are cancelled and no others
 * begin.
 */
export class RequestBudget {
  readonly #slots = new Slots(CONNECTIONS_A_REQUEST);
  readonly #ends: number;
  readonly #watchClient: ((gone: () => void) => void) | undefined;
  #held: Map<PoolClient, Promise<void> | undefined> | undefined;
  #onEnd: Set<() => void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #again: NodeJS.Timeout | undefined;
  #ended = false;
  #isClosed = false;
  #mayUseReserved = false;
  #writes = false;
  #hasCommitted = false;
  /** Set if the operation is traced. */
  trace: StatementTrace | undefined = undefined;
  #statements = 0;
  #sqlMs = 0;

  /** @param watchClient calls back when the client is gone */
  constructor(ms = REQUEST_MS, watchClient?: (gone: () => void) => void) {
    this.#ends = performance.now() + ms;
    this.#watchClient = watchClient;
  }

  /** Counts the database use of `work` against this budget. */
  run<T>(work: () => T): T {
    return current.run(this, work);
  }

  /** Allows the reserved connections, so that other requests cannot block signing in. */
  useReserved(): void {
    this.#mayUseReserved = true;
  }

  /** A write goes on to its end, also if its client is gone. */
  keepWhenClientIsGone(): void {
    this.#writes = true;
  }

  /** Whether it is a write: its client may have changed something. */
  get isWrite(): boolean {
    return this.#writes;
  }

  /** Whether a transaction of the request was committed. A later failure does not undo that write. */
  get hasCommitted(): boolean {
    return this.#hasCommitted;
  }

  noteCommit(): void {
    this.#hasCommitted = true;
  }

  /** How many statements were sent, without BEGIN, COMMIT and the check of the access epoch. */
  get statements(): number {
    return this.#statements;
  }

  /** The sum of the times between sending a message and its answer; messages that run at the same time count twice. */
  get sqlMs(): number {
    return this.#sqlMs;
  }

  noteStatements(count: number, ms: number): void {
    this.#statements += count;
    this.#sqlMs += ms;
    this.trace?.noteStatements(count, ms);
  }

  clientIsGone(): void {
    if (!this.#writes) this.#end();
  }

  /** Ends the budget: the answer is complete. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  /**
   * Runs long work on a connection outside of the pool.
   * @param work receives a set. It adds a function that cancels it, and removes that function when it is done.
   * @param shared slots that all requests share, except those that may use the reserved ones
   */
  async spend<T>(work: (ends: Set<() => void>) => Promise<T>, shared?: Slots): Promise<T> {
    this.#begin();
    const slots = shared ? this.#slotsWith(shared) : [this.#slots];
    for (const each of slots) await each.take();
    try {
      if (this.#ended) throw new BudgetSpentError();
      return await work((this.#onEnd ??= new Set()));
    } finally {
      for (const each of slots) each.give();
    }
  }

  #slotsWith(shared: Slots): Slots[] {
    return this.#mayUseReserved ? [this.#slots] : [this.#slots, shared];
  }

  /** Most requests run only short statements and need no timer. */
  #begin(): void {
    if (this.#timer || this.#ended || this.#isClosed) return;
    this.#timer = setTimeout(() => this.#end(), Math.max(0, this.#ends - performance.now())).unref();
    this.#watchClient?.(() => this.clientIsGone());
  }

  async connect(connect: () => Promise<PoolClient>, shared: Slots): Promise<PoolClient> {
    this.#begin();
    const slots = this.#slotsWith(shared);
    for (const each of slots) await each.take();
    const give = () => slots.forEach((each) => each.give());
    try {
      if (this.#ended) throw new BudgetSpentError();
      const client = await connect();
      this.#hold(client, connect, give);
      return client;
    } catch (error) {
      give();
      throw error;
    }
  }

  #hold(client: PoolClient, connect: () => Promise<PoolClient>, give: () => void): void {
    const held = (this.#held ??= new Map<PoolClient, Promise<void> | undefined>());
    held.set(client, undefined);
    this.#connect = connect;
    const release = client.release.bind(client);
    let isReleased = false;
    client.release = (error) => {
      if (isReleased) return;
      isReleased = true;
      const cancelling = held.get(client);
      held.delete(client);
      const done = () => {
        release(error);
        give();
      };
      // Else the cancellation could reach the statement of the next user of the connection.
      if (cancelling) void cancelling.finally(done);
      else done();
    };
    if (this.#ended) this.#cancel();
  }

  #connect: (() => Promise<PoolClient>) | undefined;

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#onEnd?.forEach((end) => end());
    this.#cancel();
  }

  #cancel(): void {
    clearTimeout(this.#again);
    const open = this.#connect;
    const held = this.#held;
    if (!open || !held || held.size === 0) return;
    for (const [client, cancelling] of held) {
      if (!cancelling) held.set(client, cancelStatement(client, open));
    }
    this.#again = setTimeout(() => {
      for (const client of held.keys()) held.set(client, undefined);
      this.#cancel();
    }, CANCEL_AGAIN_MS).unref();
  }
}

/** On a separate connection, as the other one is busy. */
async function cancelStatement(client: PoolClient, open: () => Promise<PoolClient>): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  try {
    const other = await open();
    try {
      await other.query('select pg_cancel_backend($1)', [processID]);
    } finally {
      other.release();
    }
  } catch {
    // The statement's own time limit ends it.
  }
}

/** The budget of the request that is being answered; undefined outside of one. */
export function currentBudget(): RequestBudget | undefined {
  return current.getStore();
}

/** For work that must not count against the budget of the request, such as looking up the viewer. */
export function outsideBudget<T>(work: () => T): T {
  return current.exit(work);
}

type Connect = (this: Pool, ...args: unknown[]) => Promise<PoolClient>;

/** Connections of the pool, and requests that wait for one. */
export interface PoolFigures {
  used: number;
  idle: number;
  waiting: number;
}

/**
 * Makes a pool limit its connections by the budgets of the requests.
 * @returns a function that reads its figures
 */
export function spendByBudget(pool: Pool, size: number): () => PoolFigures {
  const prototype = Object.getPrototypeOf(pool) as { connect: Connect };
  const connect = (...args: unknown[]) => prototype.connect.apply(pool, args);
  const shared = new Slots(size - RESERVED_CONNECTIONS);
  const spend = (...args: unknown[]) => {
    if (args.length > 0) return connect(...args);
    const budget = current.getStore();
    const reserve = async () => releaseWhenLost(await connect());
    return budget ? budget.connect(reserve, shared) : reserve();
  };
  pool.connect = spend as unknown as Pool['connect'];
  return () => ({
    used: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount + shared.waiting,
  });
}
