import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Client, Notification } from 'pg';
import { ACCESS_CHANGES, type AccessChange, readAccessChange } from '../../access/access-change.js';
import { connectionTo, newClient } from '../../database/connection.js';
import { USER_PRESENCE, UserPresence } from '../presence/user-presence.js';
import { NewsLag } from './news-lag.js';
import { SharedReads } from './shared-reads.js';
import { type Sharers, UserChangeQueue } from './user-change.queue.js';
import { UserChange, UserChangeKind } from './user-change.type.js';

const USER_CHANGES = 'rollcall_user_changes';

/** In place of a kind: a bulk job has made progress, and no user was changed. */
const JOB = 'JOB';

/** As in UserChange. */
type Message = [kind: UserChangeKind | typeof JOB, id: string, jobId?: string];

/**
 * How long changes are gathered for one notification: few notifications, so that commits do not queue behind NOTIFY's
 * lock.
 */
const GATHER_MS = 50;

/** A notification holds up to 8,000 bytes; a change takes 47 of them. */
const CHANGES_PER_NOTIFICATION = 150;

const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * The interval of checks of the connection, which is closed after this time without an answer: a machine that loses its power
 * closes no connection, and TCP's own keep-alive takes eleven minutes to detect that.
 */
const BEAT_MS = 5_000;
const SILENCE_MS = 10_000;

/**
 * News of writes, from every server to the subscribers of every server, through PostgreSQL's LISTEN/NOTIFY.
 *
 * The notification is sent after the commit, outside the transaction of the write: inside it, all commits of the cluster would
 * queue behind one lock. Changes that a server has gathered when it is killed are lost for the others. Changes that could not
 * be sent wait until the connection is back; then `onLost` is called, as news may have been missed meanwhile. The same
 * connection receives reductions of rights (access/access-change.ts) and the editors of users
 * (users/presence/user-presence.ts).
 */
export class UserChangeFeed {
  readonly presence = new UserPresence((payload) => void this.#notify(USER_PRESENCE, payload));
  /** The counts of lists. */
  readonly counts = new SharedReads();
  readonly #queues = new Set<UserChangeQueue>();
  readonly #sharers: Sharers = new Map();
  readonly #databaseUrl: string;
  readonly #log: FastifyBaseLogger;
  readonly #onNews: () => void;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  #gathered: Message[] = [];
  #sending: Promise<void> | undefined;
  readonly #lag = new NewsLag();
  #onLost: () => void = () => undefined;
  #onAccessChange: (change: AccessChange) => void = () => undefined;
  #onJobChange: (jobId: string) => void = () => undefined;

  /** @param onNews called when news arrives, before subscribers receive it */
  constructor(databaseUrl: string, log: FastifyBaseLogger, onNews: () => void = () => undefined) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
    this.#onNews = onNews;
  }

  /** Whether news of other servers arrives. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Seconds from a commit on this server until PostgreSQL has sent the news of it back; the greatest of the last minute. */
  get lagSeconds(): number {
    return this.#lag.seconds;
  }

  /** How many subscribers wait for news. */
  get subscribers(): number {
    return this.#queues.size;
  }

  /** Sets the listener for an interruption in which news may have been missed. */
  onLost(listener: () => void): void {
    this.#onLost = listener;
  }

  /** Sets the listener for reductions of rights. */
  onAccessChange(listener: (change: AccessChange) => void): void {
    this.#onAccessChange = listener;
  }

  /** Sets the listener for progress of bulk jobs, on any server. */
  onJobChange(listener: (jobId: string) => void): void {
    this.#onJobChange = listener;
  }

  async start(): Promise<void> {
    const client = newClient({
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ...connectionTo(this.#databaseUrl, 'rollcall-changes'),
      // The connection may be idle for hours and must still notice that the other end is gone.
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    client.on('notification', (notification) => this.#receive(notification));
    client.on('error', (error) =>
      this.#log.warn({ err: error }, 'The connection for news of changes failed.'),
    );
    client.on('end', () => void this.#reconnect());
    await client.connect();
    await client.query(`listen ${USER_CHANGES}; listen ${ACCESS_CHANGES}; listen ${USER_PRESENCE}`);
    this.#client = client;
    giveUpWhenSilent(client);
  }

  /** Notifies every server's subscribers of a write; call it after the commit. */
  publish(kind: UserChangeKind, id: string): void {
    this.#gather([kind, id]);
  }

  /**
   * The same for progress of a bulk job.
   * @param subjectId the user that the news names, if the job has changed users since the last one; null if it has not
   */
  publishJob(jobId: string, subjectId: string | null): void {
    this.#gather(subjectId === null ? [JOB, jobId, jobId] : [UserChangeKind.MANY, subjectId, jobId]);
  }

  /** @param viewerId the subscriber; undefined for an access token without a person */
  subscribe(viewerId?: string): AsyncIterableIterator<UserChange> {
    const queue = new UserChangeQueue(this.#sharers, (ended) => this.#queues.delete(ended), viewerId);
    this.#queues.add(queue);
    return queue;
  }

  async close(): Promise<void> {
    await this.#sending;
    this.presence.close();
    this.#closing.abort();
    await this.#client?.end();
  }

  #gather(message: Message): void {
    this.#gathered.push(message);
    this.#lag.begin();
    this.#sending ??= this.#send();
  }

  async #send(): Promise<void> {
    await delay(GATHER_MS);
    this.#sending = undefined;
    while (this.#client && this.#gathered.length > 0) {
      const batch = this.#gathered.splice(0, CHANGES_PER_NOTIFICATION);
      try {
        this.#lag.sent(this.#gathered.length === 0);
        await this.#client.query('select pg_notify($1, $2)', [USER_CHANGES, JSON.stringify(batch)]);
      } catch (error) {
        this.#log.warn({ err: error }, 'News of changes could not be sent yet.');
        this.#gathered.unshift(...batch);
        this.#lag.failed();
        return;
      }
    }
  }

  #receive({ channel, payload = '[]', processId }: Notification): void {
    if (channel === ACCESS_CHANGES) {
      this.#onAccessChange(readAccessChange(payload));
      return;
    }
    if (channel === USER_PRESENCE) {
      this.presence.receive(payload);
      return;
    }
    this.#onNews();
    if (processId === processOf(this.#client)) this.#lag.received();
    for (const [kind, id, jobId] of JSON.parse(payload) as Message[]) {
      if (jobId !== undefined) this.#onJobChange(jobId);
      if (kind === JOB) continue;
      const change = new UserChange(kind, id, jobId);
      for (const queue of this.#queues) queue.push(change);
      this.presence.wake(id);
    }
  }

  /** A notification that cannot be sent is dropped: the next beat repeats it. */
  async #notify(channel: string, payload: string): Promise<void> {
    await this.#client?.query('select pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
  }

  async #reconnect(): Promise<void> {
    const lost = this.#client !== undefined;
    this.#client = undefined;
    this.#lag.interrupted();
    while (lost && !this.#closing.signal.aborted) {
      try {
        await this.start();
        this.#sending ??= this.#send();
        this.#onLost();
        return;
      } catch {
        await delay(RECONNECT_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }
}

/** Closes a silent connection, and another one is opened. */
function giveUpWhenSilent(client: Client): void {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const ask = async () => {
    timer = setTimeout(() => streamOf(client).destroy(), SILENCE_MS).unref();
    await client.query('select 1').catch(() => undefined);
    wait();
  };
  const wait = () => {
    clearTimeout(timer);
    if (!hasEnded) timer = setTimeout(() => void ask(), BEAT_MS).unref();
  };
  client.once('end', () => {
    hasEnded = true;
    clearTimeout(timer);
  });
  wait();
}

/** Not among pg's declared properties. */
function streamOf(client: Client): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream;
}

/** Not among pg's declared properties. */
function processOf(client: Client | undefined): number | undefined {
  return (client as unknown as { processID?: number } | undefined)?.processID;
}
