import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { preflight } from './database/start/preflight.js';
import { warnOfKnownHoles } from './database/start/known-holes.js';
import type { Env } from './env.js';
import { listenRefusal } from './startup/listen-refusal.js';
import { StartupError } from './startup/startup-error.js';

export interface RunningServer {
  /** The port that it listens on. */
  readonly port: number;
  readonly databaseUrl: string;
  /** Undefined with DATABASE_URL. */
  readonly embedded: EmbeddedPostgres | undefined;
  /** For the link that makes the first owner; undefined where there is one. */
  readonly setUpToken: string | undefined;
  /** Rejects with a StartupError when the embedded database ends by itself. */
  readonly lost: Promise<never>;
  /**
   * Stops everything within `timeLimit` milliseconds. Answers whether the requests under way were all finished.
   */
  stop(timeLimit: number): Promise<boolean>;
}

/** Requests get most of the time to finish, the database gets the rest to write everything out. */
const REQUESTS_SHARE = 0.6;

/**
 * Starts the database (unless DATABASE_URL names one), the app on it, and listens. When anything fails, or `signal`
 * aborts meanwhile, what was started is stopped and the promise rejects.
 */
export async function startServer(env: Env, log: Logger, signal: AbortSignal): Promise<RunningServer> {
  const { dataDir, url } = env.database;
  const database = url === undefined ? await startEmbeddedPostgres({ dataDir, log, signal }) : undefined;
  const databaseUrl = url ?? database?.url ?? '';
  const lost = rejectWhenLost(database);
  let app: FastifyInstance | undefined;
  const stop = async (timeLimit: number): Promise<boolean> => {
    const deadline = performance.now() + timeLimit;
    try {
      return await within(timeLimit * REQUESTS_SHARE, app?.close());
    } finally {
      await database?.stop(deadline - performance.now());
    }
  };
  try {
    signal.throwIfAborted();
    // The embedded one is as we made it.
    const version = database?.version ?? (await preflight(databaseUrl));
    signal.throwIfAborted();
    app = await Promise.race([buildApp({ env, databaseUrl, log }), lost]);
    signal.throwIfAborted();
    const port = await listen(app, env, log);
    // Not before: a refusal is one line, and says all.
    warnOfKnownHoles(version, log);
    return { port, databaseUrl, embedded: database, setUpToken: await app.setUpToken(), lost, stop };
  } catch (error) {
    await stop(env.shutdown.seconds * 1000);
    throw error;
  }
}

function rejectWhenLost(database: EmbeddedPostgres | undefined): Promise<never> {
  const lost = new Promise<never>((_, reject) => {
    void database?.ended.then((reason) => {
      reject(new StartupError('start.databaseLost', { reason, logFile: database.logFile }));
    });
  });
  // It also ends when we stop it, and nobody may be waiting any more.
  lost.catch(() => undefined);
  return lost;
}

async function listen(app: FastifyInstance, env: Env, log: Logger): Promise<number> {
  const { host, port } = env.http;
  // Fastify logs each address it listens on; main prints the one that matters.
  const { level } = log;
  log.level = 'silent';
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenRefusal(error as NodeJS.ErrnoException, { host, port, variable: 'PORT' });
  } finally {
    log.level = level;
  }
  // A server that listens on TCP has an address of this kind, never a pipe's name.
  return (app.server.address() as AddressInfo).port;
}

/** Waits for `work`, but no longer than `limit` milliseconds; answers whether it was done by then. */
async function within(limit: number, work: Promise<unknown> = Promise.resolve()): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(limit, false, { signal: timer.signal }).catch(() => false);
  const done = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return done;
}
