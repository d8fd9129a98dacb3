import { expect } from 'vitest';
import { migrate } from '../../database/start/migrate.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { type PostgresPair, startPostgresPair } from './pair.js';

export const USERS = `query Users($search: String) { users(first: 50, search: $search) { nodes { email } totalCount } }`;
export const CREATE = `mutation Create($input: CreateUserInput!) { createUser(input: $input) { user { id } userErrors { code } } }`;

/** The LSN of a session that has seen nothing yet. */
export const START = '0'.repeat(16);

type Headers = Record<string, string>;
export const seen = (lsn: string): Headers => ({ 'rollcall-lsn': lsn });

/** Two servers on a primary and a standby, which they read from. */
export class ReplicatedServers {
  readonly pair: PostgresPair;
  readonly one: TestApp;
  readonly two: TestApp;

  private constructor(pair: PostgresPair, one: TestApp, two: TestApp) {
    this.pair = pair;
    this.one = one;
    this.two = two;
  }

  /** The servers get a large lag limit, so that they still use a standby that tests stop. */
  static async start(): Promise<ReplicatedServers> {
    const pair = await startPostgresPair({ fsync: 'off' });
    await migrate(pair.primary.url);
    const start = () => startServerOn(pair, 100_000);
    return new ReplicatedServers(pair, await start(), await start());
  }

  async stop(): Promise<void> {
    await this.one.close();
    await this.two.close();
    await this.pair.stop();
  }

  /** Inserts past the API, so that no server gets news of it. */
  async insert(email: string): Promise<void> {
    await this.pair.primary.query(`insert into users (email, display_name) values ($1, 'x')`, [email]);
  }

  async resumeReplay(): Promise<void> {
    await this.pair.standby.query('select pg_wal_replay_resume()');
  }

  /** Stops the replay once both servers read from the standby, which then lacks all later inserts. */
  async stopReplay(): Promise<void> {
    const { primary, standby } = this.pair;
    const attempt = async () => {
      await this.resumeReplay();
      const [now] = await primary.query<{ lsn: string }>('select pg_current_wal_insert_lsn() as lsn');
      const isReplayed = () => standby.query('select pg_last_wal_replay_lsn() >= $1 as done', [now?.lsn]);
      await expect.poll(isReplayed).toEqual([{ done: true }]);
      await standby.query('select pg_wal_replay_pause()');
      const marker = `${crypto.randomUUID()}@example.org`;
      await this.insert(marker);
      return [...(await emails(this.one)), ...(await emails(this.two))].includes(marker);
    };
    await expect.poll(attempt).toBe(false);
  }
}

/** @param maxLagMs how far the standby may be behind */
export function startServerOn({ primary, standby }: PostgresPair, maxLagMs: number): Promise<TestApp> {
  return startTestApp({
    database: { url: primary.url, query: primary.query.bind(primary), drop: () => Promise.resolve() },
    env: { DATABASE_URL: primary.url, DATABASE_REPLICA_URLS: standby.url },
    maxLagMs,
  });
}

/** The answer, and the LSN that a client returns with its next request. */
export async function send(server: TestApp, query: string, variables: object = {}, headers: Headers = {}) {
  const response = await server.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${server.operator}`, ...headers },
    payload: { query, variables },
  });
  const { name = '', value = '', ...cookie } = response.cookies[0] ?? {};
  const lsn = response.headers['rollcall-lsn'] as string | undefined;
  return { ...response.json<{ data: never; errors?: never }>(), lsn, name, value, cookie };
}

export async function emails(
  server: TestApp,
  headers: Headers = seen(START),
  search?: string,
): Promise<string[]> {
  const { data } = await send(server, USERS, { search }, headers);
  return (data as { users: { nodes: { email: string }[] } }).users.nodes.map(({ email }) => email);
}
