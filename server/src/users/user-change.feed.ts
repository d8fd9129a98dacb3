import { setTimeout as delay } from 'node:timers/promises';
import { createPubSub, type Repeater } from '@graphql-yoga/subscription';
import type { FastifyBaseLogger } from 'fastify';
import { Client } from 'pg';
import { UserChange, type UserChangeKind } from './user-change.type.js';

const CHANNEL = 'rollcall_user_changes';

/** How long changes are gathered into one notification: few enough that commits don't queue behind NOTIFY's lock. */
const GATHER_MS = 50;

/** A notification holds up to 8,000 bytes; a change takes 47 of them. */
const CHANGES_PER_NOTIFICATION = 150;

const RECONNECT_MS = 1_000;

/**
 * News of writes, from every server to the subscribers of every server, through PostgreSQL's LISTEN/NOTIFY.
 *
 * The notification is sent after the commit, outside the writing transaction: inside it, all commits of the
 * cluster would queue behind one lock. What a server has gathered when it is killed is not told to the others.
 * After the listening connection was lost, `onLost` is called, as news may have been missed.
 */
export class UserChangeFeed {
  readonly #bus = createPubSub<{ changes: [UserChange] }>();
  readonly #databaseUrl: string;
  readonly #log: FastifyBaseLogger;
  readonly #closing = new AbortController();
  #client: Client | undefined;
  #gathered: [UserChangeKind, string][] = [];
  #sending: Promise<void> | undefined;
  #onLost: () => void = () => undefined;

  constructor(databaseUrl: string, log: FastifyBaseLogger) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
  }

  /** Whether news of other servers can arrive. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** Called when news may have been missed. */
  onLost(listener: () => void): void {
    this.#onLost = listener;
  }

  async start(): Promise<void> {
    const client = new Client({ connectionString: this.#databaseUrl, application_name: 'rollcall-changes' });
    client.on('notification', ({ payload }) => this.#receive(payload ?? '[]'));
    client.on('error', (error) =>
      this.#log.warn({ err: error }, 'The connection for news of changes failed.'),
    );
    client.on('end', () => void this.#reconnect());
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
  }

  /** Tells every server's subscribers of a write; call it after the commit. */
  publish(kind: UserChangeKind, id: string): void {
    this.#gathered.push([kind, id]);
    this.#sending ??= this.#send();
  }

  subscribe(): Repeater<UserChange> {
    return this.#bus.subscribe('changes');
  }

  async close(): Promise<void> {
    await this.#sending;
    this.#closing.abort();
    await this.#client?.end();
  }

  async #send(): Promise<void> {
    await delay(GATHER_MS);
    this.#sending = undefined;
    while (this.#gathered.length > 0) {
      const batch = this.#gathered.splice(0, CHANGES_PER_NOTIFICATION);
      try {
        await this.#client?.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(batch)]);
      } catch (error) {
        this.#log.warn({ err: error }, 'News of changes could not be sent.');
      }
    }
  }

  #receive(payload: string): void {
    for (const [kind, id] of JSON.parse(payload) as [UserChangeKind, string][]) {
      this.#bus.publish('changes', new UserChange(kind, id));
    }
  }

  async #reconnect(): Promise<void> {
    const lost = this.#client !== undefined;
    this.#client = undefined;
    while (lost && !this.#closing.signal.aborted) {
      try {
        await this.start();
        this.#onLost();
        return;
      } catch {
        await delay(RECONNECT_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }
}
