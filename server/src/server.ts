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
  /** The secret of the link that makes the first owner; undefined if there is an owner. */
  readonly setUpToken: string | undefined;
  /** Rejects with a StartupError when the embedded database ends by itself. */
  readonly lost: Promise<never>;
  /** Stops everything within `timeLimit` milliseconds. Resolves with whether all running requests were finished. */
  stop(timeLimit: number): Promise<boolean>;
}

/** The share of the time for requests to finish. The database gets the rest to write everything to disk. */
const REQUESTS_SHARE = 0.6;

/**
 * Starts the database (unless DATABASE_URL names one), the app on it, and listens. If anything fails, or `signal` aborts
 * meanwhile, it stops what it has started, and the promise rejects.
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
    // The embedded one needs no check.
    const version = database?.version ?? (await preflight(databaseUrl));
    signal.throwIfAborted();
    app = await Promise.race([buildApp({ env, databaseUrl, log }), lost]);
    signal.throwIfAborted();
    const port = await listen(app, env, log);
    // After listening: a refused start must print only one line.
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
  // It also rejects after a normal stop, when nothing may wait for it any more.
  lost.catch(() => undefined);
  return lost;
}

async function listen(app: FastifyInstance, env: Env, log: Logger): Promise<number> {
  const { host, port } = env.http;
  // Fastify logs each address that it listens on; main prints the relevant one.
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

/** Waits for `work`, at most `limit` milliseconds. Resolves with whether it was done by then. */
async function within(limit: number, work: Promise<unknown> = Promise.resolve()): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(limit, false, { signal: timer.signal }).catch(() => false);
  const done = await Promise.race([work.then(() => true), late]);
  timer.abort();
  return done;
}
