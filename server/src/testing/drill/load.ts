import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { START } from '../replication/replicated-servers.js';

/** A request: when it began and ended, by `performance.now()`. */
export interface Sent {
  kind: 'create' | 'list' | 'own write';
  begun: number;
  ended: number;
  /** 0 if the connection ended without an answer. */
  status: number;
  /** Undefined if the answer was right. */
  fault: string | undefined;
}

/** How long a client waits before it retries a failed request. */
const PAUSE_MS = 100;

/** A client reads its own write after this number of writes. */
const LOOK_AFTER = 5;

/**
 * Clients that create users, retry failed creates with the same idempotency key, and read their own writes; and others that
 * read lists.
 */
export class Load {
  readonly sent: Sent[] = [];
  /** Addresses of users whose create was acknowledged, and when. */
  readonly acknowledged = new Map<string, number>();
  readonly #address: string;
  readonly #token: string;
  readonly #clients: Promise<void>[];
  #isOver = false;

  constructor(address: string, token: string, { creators = 6, readers = 6 } = {}) {
    this.#address = address;
    this.#token = token;
    this.#clients = [
      ...Array.from({ length: creators }, () => this.#create()),
      ...Array.from({ length: readers }, () => this.#list()),
    ];
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
  }

  async #create(): Promise<void> {
    while (!this.#isOver) {
      const email = `${randomUUID()}@example.org`;
      const key = randomUUID();
      const variables = { input: { email, displayName: 'Created' } };
      for (;;) {
        // A person looks again after an error, and a script retries, also after the end of the load.
        const { body, lsn } = await this.#send('create', CREATE, variables, { 'idempotency-key': key });
        if (body?.includes(email)) {
          this.acknowledged.set(email, performance.now());
          if (this.acknowledged.size % LOOK_AFTER === 0) await this.#lookFor(email, lsn);
          break;
        }
        await delay(PAUSE_MS);
      }
    }
  }

  async #lookFor(email: string, lsn: string | undefined): Promise<void> {
    const headers: Record<string, string> = lsn === undefined ? {} : { 'rollcall-lsn': lsn };
    const { body, sent } = await this.#send('own write', FIND, { search: email }, headers);
    if (body !== undefined && !body.includes(email)) sent.fault = 'the own write was not read back';
  }

  async #list(): Promise<void> {
    while (!this.#isOver) {
      const { body } = await this.#send('list', LIST, {}, { 'rollcall-lsn': START });
      if (body === undefined) await delay(PAUSE_MS);
    }
  }

  async #send(kind: Sent['kind'], query: string, variables: object, more: Record<string, string>) {
    const sent: Sent = { kind, begun: performance.now(), ended: 0, status: 0, fault: undefined };
    this.sent.push(sent);
    let body: string | undefined;
    let lsn: string | undefined;
    try {
      const response = await fetch(`${this.#address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}`, ...more },
        body: JSON.stringify({ query, variables }),
        signal: AbortSignal.timeout(30_000),
      });
      sent.status = response.status;
      lsn = response.headers.get('rollcall-lsn') ?? undefined;
      const text = await response.text();
      if (response.status === 200 && !text.includes('"errors":') && !text.includes('"code":')) body = text;
      else sent.fault = text.slice(0, 200);
    } catch (error) {
      sent.fault = String(error);
    }
    sent.ended = performance.now();
    return { body, lsn, sent };
  }
}

const CREATE = `mutation DrillCreate($input: CreateUserInput!) {
  createUser(input: $input) { user { id email } userErrors { code } users(first: 5) { nodes { id } } }
}`;
const LIST = `query DrillList { users(first: 20) { nodes { id email displayName createdAt } totalCount } }`;
const FIND = `query DrillFind($search: String) { users(first: 5, search: $search) { nodes { email } } }`;
