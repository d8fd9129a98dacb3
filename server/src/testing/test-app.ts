import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { assertTestRuns } from '../../../scripts/ended-tests/ended-tests.mjs';
import { type AppOptions, buildApp } from '../app.js';
import { readEnv } from '../env.js';
import { hashOf, newSecret } from '../access/secret-text.js';
import { Permission } from '../access/permission.enum.js';
import { TOKEN_PREFIX } from '../access/token-prefix.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export interface GraphqlAnswer {
  // Each test knows the shape that it asked for; checking it is what the assertions do.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface TestApp {
  app: FastifyInstance;
  database: TestDatabase;
  /** An access token with all permissions and without a user; `graphql` sends it by default. */
  operator: string;
  /** The log so far, one object per line. */
  logs: Record<string, unknown>[];
  graphql: (
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<GraphqlAnswer>;
  /** Listens on a free port, and returns the address, such as http://127.0.0.1:40123. */
  listen: () => Promise<string>;
  close: () => Promise<void>;
}

interface TestAppOptions {
  env?: Record<string, string>;
  database?: TestDatabase;
  arrival?: AppOptions['arrival'];
  requestMs?: number;
  keepAliveMs?: number;
  maxLagMs?: number;
}

/** The app as production builds it, on its own database, with functions to send requests like a client. */
export async function startTestApp({ env = {}, ...options }: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const { log, logs } = recordingLog();
  const operator = await makeOperatorToken(database);
  const { arrival, requestMs, keepAliveMs, maxLagMs } = options;
  const app = await buildApp({
    env: readEnv(env),
    databaseUrl: database.url,
    log,
    ...(arrival && { arrival }),
    ...(requestMs !== undefined && { requestMs }),
    ...(keepAliveMs !== undefined && { keepAliveMs }),
    ...(maxLagMs !== undefined && { maxLagMs }),
  });
  let listening: Promise<string> | undefined;
  return {
    app,
    database,
    logs,
    operator,
    graphql: async (query, variables = {}, headers = {}) => {
      assertTestRuns();
      const response = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${operator}`, ...headers },
        payload: { query, variables },
      });
      return response.json<GraphqlAnswer>();
    },
    listen: () => {
      listening ??= app.listen({ host: '127.0.0.1', port: 0 });
      return listening;
    },
    close: async () => {
      await app.close();
      if (!options.database) await database.drop();
    },
  };
}

function recordingLog(): { log: Logger; logs: Record<string, unknown>[] } {
  const logs: Record<string, unknown>[] = [];
  const write = (line: string) => void logs.push(JSON.parse(line) as Record<string, unknown>);
  return { log: pino({ level: 'trace' }, { write }), logs };
}

/** Makes an access token with all permissions and without a user. */
export async function makeOperatorToken({ query }: Pick<TestDatabase, 'query'>): Promise<string> {
  const token = newSecret(TOKEN_PREFIX);
  await query(
    'insert into access_tokens (name, hash, permissions, last_used_at) values ($1, $2, $3, now())',
    ['tests', hashOf(token), Object.values(Permission)],
  );
  return token;
}
