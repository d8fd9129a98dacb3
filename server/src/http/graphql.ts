import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket, { type WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { accessGuard, accessRefusal } from '../access/operation-access.js';
import type { Viewer } from '../access/viewer.js';
import type { RequestContext } from '../context.js';
import {
  errorReports,
  faultBefore,
  formatError,
  reportErrors,
  subscriptionsElsewhere,
  withoutHint,
  withRequestIds,
} from '../errors.js';
import { costGuard } from '../guards/cost.guard.js';
import { MAX_TOKENS } from '../guards/document.limits.js';
import { documentRules } from '../guards/document.rules.js';
import { socketGuard } from '../guards/socket.guard.js';
import { OpenSockets, SERVICE_RESTART, type SocketViewer, UNAUTHORIZED } from './open-sockets.js';

interface GraphqlOptions {
  schema: GraphQLSchema;
  /** Whether the schema may be asked for, and names in it be hinted at. */
  introspection: boolean;
  /** Origins besides our own from which a browser may open a WebSocket. */
  origins: readonly string[];
  /** Without a reply there is no cookie to set. */
  createContext: (
    request: FastifyRequest,
    reply: FastifyReply | undefined,
    viewer: Viewer | null,
  ) => RequestContext;
  /** @param authorization the header of that name; over a WebSocket, the parameter with which it was opened. */
  findViewer: (authorization: string | undefined, address: string) => Promise<SocketViewer | null>;
  /** Who opened a WebSocket, as they are by now. */
  findViewerAgain: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;
  /** Calls back with users, sessions and tokens that may do less than before. */
  onAccessChange: (listener: (ids: ReadonlySet<string>) => void) => void;
  /** Calls back when subscribers may have missed news. */
  onNewsLost: (listener: () => void) => void;
}

interface SocketContext {
  extra: { request: FastifyRequest; socket: WebSocket };
  connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

/** Serves `/graphql`: POST through Apollo Server, subscriptions by the graphql-ws protocol. */
export async function graphqlRoutes(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const { schema, introspection } = options;
  const apollo = new ApolloServer<RequestContext>({
    schema,
    formatError: (formatted, error) =>
      introspection ? formatError(formatted, error) : withoutHint(formatError(formatted, error)),
    includeStacktraceInErrorResponses: false,
    // A rule of ours refuses it where it is off, by HTTP and by WebSocket alike.
    introspection: true,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: documentRules(introspection),
    csrfPrevention: true,
    // Nobody uses them, and a hash that does not fit its document would count as a fault of ours.
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [
      errorReports,
      subscriptionsElsewhere,
      costGuard,
      accessGuard(schema),
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every field's resolver, which costs a quarter of a list request, for a cache we don't have.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const context = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      const viewer = await options.findViewer(request.headers.authorization, request.ip);
      return options.createContext(request, reply, viewer);
    } catch (error) {
      throw faultBefore(error, request);
    }
  };
  const sockets = new OpenSockets(options.findViewerAgain);
  options.onAccessChange((ids) => sockets.check(ids));
  // A token that is no good is told at once, so that the client gets another; who sends none is nobody.
  const connect = async ({ extra: { request, socket }, connectionParams }: SocketContext) => {
    const { authorization } = connectionParams ?? {};
    if (typeof authorization !== 'string') return true;
    try {
      const viewer = await options.findViewer(authorization, request.ip);
      if (viewer) sockets.hold(socket, viewer, request.ip);
      else socket.close(UNAUTHORIZED);
      return viewer !== null;
    } catch (error) {
      faultBefore(error, request);
      socket.close(SERVICE_RESTART);
      return false;
    }
  };
  // One for each operation, under the id of the request that opened the socket.
  const contextOf = async ({ extra: { request, socket } }: SocketContext) => {
    try {
      const made = options.createContext(request, undefined, await sockets.viewerOf(socket));
      return { ...made, hangUp: () => socket.close(SERVICE_RESTART) };
    } catch (error) {
      return faultBefore(error, request);
    }
  };
  const guard = socketGuard({ schema, introspection });
  await app.register(websocket, { options: { maxPayload: app.initialConfig.bodyLimit } });
  options.onNewsLost(() => {
    for (const socket of app.websocketServer.clients) socket.close(SERVICE_RESTART);
  });
  await app.register(async (routes) => {
    // Answers hold people. Nothing between here and the asker keeps one.
    routes.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    // What ends before there is an operation (a query that is no text, a batch, no database) is given no plugin.
    routes.addHook<string>('onSend', async (request, reply, payload) =>
      reply.statusCode === 400 || reply.statusCode >= 500 ? withRequestIds(payload, request.id) : payload,
    );
    routes.route({
      method: 'POST',
      url: '/graphql',
      handler: fastifyApolloHandler(apollo, { context }),
    });
    routes.route({
      method: 'GET',
      url: '/graphql',
      preValidation: async (request, reply) => {
        if (!mayConnect(request, options.origins)) await reply.code(403).send({ error: 'Forbidden' });
      },
      handler: fastifyApolloHandler(apollo, { context }),
      wsHandler: makeHandler({
        onConnect: connect,
        onSubscribe: async (ctx, id, payload) => {
          const args = guard(ctx, id, payload);
          if (Array.isArray(args)) return args;
          const contextValue = await contextOf(ctx);
          if (contextValue instanceof GraphQLError) return [contextValue];
          const refusal = accessRefusal(schema, args.document, args.operationName, contextValue.viewer);
          return refusal ? [refusal] : { ...args, contextValue };
        },
        // Or it tells the client the text of a fault, unless NODE_ENV says production in so many words.
        isProd: true,
        onNext: (_ctx, _id, _payload, { contextValue }, result) =>
          result.errors
            ? { ...result, errors: reportErrors(result.errors, contextValue as RequestContext) }
            : undefined,
        onError: ({ extra: { request } }, _id, _payload, errors) =>
          reportErrors(errors, { log: request.log, requestId: request.id }),
      }),
    });
  });
}

/**
 * Browsers let any site open a WebSocket to us, and CORS has no say in it; they do tell the site's origin.
 * A client that is no browser sends none.
 */
function mayConnect({ headers, host }: FastifyRequest, origins: readonly string[]): boolean {
  const { origin, upgrade } = headers;
  if (upgrade?.toLowerCase() !== 'websocket' || origin === undefined) return true;
  return origins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}
