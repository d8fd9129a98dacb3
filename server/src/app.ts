// Must come before the entities: their decorators (TypeGraphQL) write metadata.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { MikroORM } from '@mikro-orm/postgresql';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import fastifyCookie from '@fastify/cookie';
import { AuditSealer } from './audit/chain/audit-sealer.js';
import { AuthCookies } from './auth/auth-cookies.js';
import { type Auth, loadAuth } from './auth/auth.js';
import { makeFirstOwner, setUpToken } from './auth/set-up.service.js';
import { ViewerCheck } from './auth/viewer/viewer-check.js';
import { usageCountsRoutes } from './http/usage-counts/usage-counts.routes.js';
import { findViewer, findViewerAgain } from './auth/viewer/viewer.service.js';
import { BulkRunner } from './bulk/worker/bulk-runner.js';
import type { RequestContext } from './context.js';
import { migrate } from './database/start/migrate.js';
import { storageTakesWrites } from './database/start/storage.js';
import { Database } from './database/database.js';
import { openDatabase, pipelineConfig, replicaConfig } from './database/orm.js';
import { KnownRequests } from './execution/known-requests.js';
import { Sweeper } from './database/sweeper.js';
import type { Env } from './env.js';
import { pageRoutes } from './http/pages/page-routes.js';
import { closeConnectionsOnClose } from './http/connections/close-connections.js';
import { belowPath } from './http/pages/base-path.js';
import { answerInTurn } from './http/connections/answers-in-turn.js';
import { clientAddress, trustedProxies } from './http/connections/client-address.js';
import { lingerAfterEarlyAnswers } from './http/connections/lingering-answers.js';
import { limitConnections } from './http/connections/connection-limit.js';
import { browserErrorRoutes } from './http/browser-errors/browser-errors.routes.js';
import { sessionLsns } from './http/session-lsns.js';
import { errorAnswers } from './http/error-answers.js';
import { fileRoutes } from './http/file-routes.js';
import { type GraphqlOptions, graphqlRoutes } from './http/graphql/graphql.js';
import { jsonBodies, refuseSecondHost } from './http/graphql/json-bodies.js';
import { HttpRequestContext, type ServerParts } from './http/graphql/request-context.js';
import { healthRoutes } from './http/health.js';
import { observeOperations } from './http/metrics/observe-operations.js';
import { loadTraces } from './http/tracing/trace-requests.js';
import { securityHeaders } from './http/security-headers.js';
import { securityTxtRoute } from './http/pages/security-txt.js';
import { loggedError } from './logging/logged-error.js';
import { Mailer } from './mail/mailer.js';
import { message } from './messages/messages.js';
import { ownAddress } from './startup/own-address.js';
import { holdersAmong } from './roles/role-holders.service.js';
import { buildSchema } from './schema.js';
import { sendError } from './send-error.js';
import { sweepsOf } from './sweeps.js';
import { LostWrites } from './users/news/lost-writes.js';
import { UserChangeFeed } from './users/news/user-change.feed.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** A new secret for the link that makes the first owner; undefined if there is an owner. */
    setUpToken: () => Promise<string | undefined>;
  }
}

export interface AppOptions {
  env: Env;
  databaseUrl: string;
  log: Logger;
  /** The time limit of a request in the database, in milliseconds; tests set a shorter one. */
  requestMs?: number;
  /** The allowed lag of a replica, in milliseconds; tests that stop a replica set a longer one. */
  maxLagMs?: number;
  /** Milliseconds between the pings of a WebSocket. */
  keepAliveMs?: number;
  /** How long a request may take to arrive; tests set shorter limits. */
  arrival?: Partial<typeof ARRIVAL>;
  /** The folder of the built console; by default the client's `dist`. */
  consoleDirectory?: string;
  /** The folder of the built documentation; by default that of `docs`. */
  docsDirectory?: string;
}

/**
 * A request that is not complete after 30 seconds is aborted; late ones are checked each second. A connection without reads and
 * writes for two minutes is closed as well: its client does not read the answer.
 */
const ARRIVAL = { limitMs: 29_000, checkEveryMs: 1_000, silenceMs: 120_000 };

/** Ten times the size of our largest input. */
const BODY_LIMIT_BYTES = 1_000_000;

const CONSOLE_DIRECTORY = fileURLToPath(new URL('../../client/dist', import.meta.url));
const DOCS_DIRECTORY = fileURLToPath(new URL('../../docs/dist', import.meta.url));

/**
 * Builds the server, ready to listen: the database is migrated, the routes are registered. Tests and production use the same
 * function. Closing the returned instance closes everything that it opened.
 */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { env, databaseUrl, log } = options;
  await migrate(databaseUrl, (what, text) => log.warn(what, text));
  const { orm, poolFigures } = await openDatabase(databaseUrl, log);
  const pool = () => orm.em.getKysely();
  const app = newServer(env, log, { ...ARRIVAL, ...options.arrival });
  const traces = await loadTraces(env, app.log);
  const database = databaseOf(options, orm, app.log);
  const changes = new UserChangeFeed(databaseUrl, app.log, () => database.noteNews());
  const sealer = new AuditSealer(databaseUrl, app.log);
  const sweeper = new Sweeper(pool, app.log, sweepsOf(env));
  const lostWrites = new LostWrites(pool, changes);
  const mailer = new Mailer(env.mail, app.log);
  const mailedLinks = () => ownAddress(env, portOf(app) ?? env.http.port);
  const bulk = new BulkRunner({ databaseUrl, pool, changes, mailer, mailedLinks, traces, log: app.log });
  const schema = buildSchema();
  app.addHook('onClose', async () => {
    sweeper.close();
    lostWrites.close();
    await bulk.close();
    // Before the database: the running batch still writes its result and publishes it.
    await mailer.close();
    await changes.close();
    await sealer.close();
    await database.close();
    await orm.close();
    await traces?.close();
  });
  try {
    await Promise.all([changes.start(), sealer.start(), database.start()]);
    sweeper.start();
    await app.register(fastifyCookie);
    const auth = await loadAuth(orm.em.getKysely());
    app.decorate('setUpToken', () => setUpToken(orm.em.getKysely()));
    if (env.admin) await makeFirstOwner(database, pool(), auth, env.admin);
    const sources = { pool, poolFigures, changes, mailer, lanes: database.lanes, traces };
    const operations = await observeOperations(app, env, sources);
    await basics(app, env, healthChecks(orm, changes));
    const find = (token: string | undefined, address: string) => findViewer(pool(), auth.jwt, token, address);
    const authenticate = (request: FastifyRequest) =>
      find(request.headers.authorization, clientAddress(request));
    fileRoutes(app, { schema, databaseUrl, database: pool, authenticate, addresses: env.addresses });
    usageCountsRoutes(app, { publicOrigin: env.http.publicOrigin, database: pool, authenticate });
    const viewers = new ViewerCheck(database.statements, auth.jwt, (steps) =>
      database.lanes.readShort(steps),
    );
    const parts = serverParts(app, env, { orm, auth, changes, bulk, lostWrites, mailer, database, viewers });
    const createContext: GraphqlOptions['createContext'] = (...given) =>
      new HttpRequestContext(parts, ...given);
    const seenBy = lsnsOf(app, env, database, auth);
    await graphqlRoutes(app, {
      schema,
      log: operations,
      known: new KnownRequests({ schema, database, viewers, createContext, seenBy }),
      introspection: env.graphql.introspection,
      origins: env.http.corsOrigins,
      publicOrigin: env.http.publicOrigin,
      requestMs: options.requestMs,
      keepAliveMs: options.keepAliveMs,
      onNewsLost: (listener) => changes.onLost(listener),
      onAccessChange: (listener) => changes.onAccessChange(listener),
      holdersAmong: (roleIds, userIds) => holdersAmong(pool(), roleIds, userIds),
      findPresent: (authorization) => viewers.present(authorization),
      findViewer: find,
      findViewerAgain: (viewer, address) => findViewerAgain(pool(), viewer, address),
      presentEpoch: () => database.presentEpoch(),
      socketReads: () => database.reads(() => undefined),
      createContext,
    });
    await pageRoutes(app, env, {
      console: options.consoleDirectory ?? CONSOLE_DIRECTORY,
      docs: options.docsDirectory ?? DOCS_DIRECTORY,
    });
    await app.ready();
    bulk.start();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

function databaseOf({ env, databaseUrl, maxLagMs }: AppOptions, orm: MikroORM, log: FastifyBaseLogger) {
  const replicas = env.database.replicaUrls.map(replicaConfig);
  return new Database(orm.em.getKysely(), pipelineConfig(databaseUrl), log, replicas, maxLagMs);
}

function lsnsOf(app: FastifyInstance, env: Env, database: Database, { instance }: Auth) {
  return sessionLsns(app, database, (request) => ({
    instance,
    secure: isHttps(env, request),
    basePath: env.http.basePath,
  }));
}

/** The hooks of every request, and the routes that need no schema. */
async function basics(
  app: FastifyInstance,
  { http }: Env,
  checks: ReturnType<typeof healthChecks>,
): Promise<void> {
  closeConnectionsOnClose(app);
  errorAnswers(app);
  refuseSecondHost(app);
  jsonBodies(app);
  await securityHeaders(app, { origins: http.corsOrigins, publicUrl: http.publicUrl });
  healthRoutes(app, checks);
  browserErrorRoutes(app, http);
  securityTxtRoute(app, http);
}

/** The site from PUBLIC_URL, or else from the request. Nothing is sent to it, so a forged one only affects its sender. */
function siteOf({ http }: Env, { protocol, host }: FastifyRequest): string {
  return http.publicOrigin ?? URL.parse(`${protocol}://${host}`)?.origin ?? 'http://localhost';
}

function healthChecks(orm: MikroORM, changes: UserChangeFeed) {
  return {
    database: async () => (await orm.em.getConnection().execute('select 1')).length === 1,
    storage: () => storageTakesWrites(orm.em.getKysely()),
    changes: async () => changes.connected,
  };
}

/** The parts of the server that every request may need. */
function serverParts(
  app: FastifyInstance,
  env: Env,
  {
    orm,
    ...parts
  }: Omit<ServerParts, 'addresses' | 'binDays' | 'pool' | 'cookiesOf' | 'siteOf' | 'linksOf'> & {
    orm: MikroORM;
  },
): ServerParts {
  const { instance, refreshTokens } = parts.auth;
  const { basePath } = env.http;
  const isOurs = (token: string) => refreshTokens.sessionOf(token) !== undefined;
  return {
    ...parts,
    addresses: env.addresses,
    binDays: env.bin.days,
    pool: orm.em.getKysely(),
    cookiesOf: (request, reply) =>
      new AuthCookies(request, reply, { instance, isOurs, secure: isHttps(env, request), basePath }),
    siteOf: (request) => siteOf(env, request),
    linksOf: (request) => linksOf(app, env, request),
  };
}

function linksOf(
  app: FastifyInstance,
  env: Env,
  { protocol, host }: FastifyRequest,
): RequestContext['links'] {
  return {
    shown: env.http.publicUrl ?? `${protocol}://${host}`,
    mailed: ownAddress(env, portOf(app) ?? env.http.port),
  };
}

/** Fastify with our ids, limits and logging, and no route yet. */
function newServer({ http }: Env, log: Logger, arrival: typeof ARRIVAL): FastifyInstance {
  const app = fastify({
    loggerInstance: log.child({}, { serializers: { err: loggedError } }) as FastifyBaseLogger,
    // Our own log line replaces Fastify's two: see http/operation-log.ts.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestTimeout: arrival.limitMs,
    connectionTimeout: arrival.silenceMs,
    // By default Node checks every 30 seconds, and allows a minute for the header.
    http: { headersTimeout: arrival.limitMs, connectionsCheckingInterval: arrival.checkEveryMs },
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies(http.trustProxy),
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
    // For requests such as one with an invalid URL, which reach no hook and no error handler.
    frameworkErrors: (error, request, reply) => {
      const status = error.statusCode ?? 400;
      reply.header('x-request-id', request.id);
      void sendError(request, reply, { status, code: 'BAD_REQUEST', text: message('en', 'error.url') });
    },
    ...(http.basePath && { rewriteUrl: belowPath(http.basePath) }),
  });
  limitConnections(app.server, app.log);
  answerInTurn(app);
  lingerAfterEarlyAnswers(app);
  return app;
}

/** Whether the browser uses https, according to PUBLIC_URL, or else to the proxy. */
function isHttps({ http }: Env, { protocol }: FastifyRequest): boolean {
  return http.publicUrl ? http.publicUrl.startsWith('https:') : protocol === 'https';
}

/** The port that it listens on, which PORT=0 leaves to the system; undefined while it does not listen. */
function portOf({ server }: FastifyInstance): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}
