import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accessGuard } from '../../access/operation-access.js';
import type { Asker, RequestContext } from '../../context.js';
import {
  errorReports,
  faultBefore,
  formatError,
  subscriptionsElsewhere,
  withRequestIds,
} from '../../errors.js';
import { outsideBudget } from '../../database/request-budget.js';
import type { KnownRequests } from '../../execution/known-requests.js';
import { budgetGuard } from '../../guards/budget.guard.js';
import { costGuard } from '../../guards/cost.guard.js';
import { MAX_ERRORS, MAX_TOKENS } from '../../guards/document/document.limits.js';
import { introspectionGuard } from '../../guards/document/introspection.guard.js';
import { documentRules } from '../../guards/document/document.rules.js';
import { requestRefusal } from '../../guards/request.guard.js';
import { idempotencyGuard } from '../../guards/idempotency.guard.js';
import { clientAddress } from '../connections/client-address.js';
import { compressed, describeCoding, WORTH_COMPRESSING_BYTES } from '../compression.js';
import { CompressibleOperations } from '../compressible-operations.js';
import { sendError } from '../../send-error.js';
import { refuseOtherMethods, refuseRequest } from '../error-answers.js';
import { inAddress, keyRefusal, mayConnect, withinBudget } from './graphql.requests.js';
import { message } from '../../messages/messages.js';
import { requestErrorStatus } from '../request-error-status.js';
import { SERVICE_RESTART } from './open-sockets.js';
import { socketHandler, type SocketOptions } from './socket.handler.js';

export interface GraphqlOptions extends SocketOptions {
  /** Origins besides our own from which a browser may open a WebSocket. */
  origins: readonly string[];
  /** Our own origin, if it is configured. */
  publicOrigin: string | undefined;
  known: KnownRequests;
  /** The viewer from the cache; undefined if the viewer must be looked up. */
  findPresent: (authorization: string) => Promise<Asker | undefined>;
  /** Calls back when subscribers may have missed news. */
  onNewsLost: (listener: () => void) => void;
}

/** Serves `/graphql`: POST through Apollo Server, subscriptions by the graphql-ws protocol. */
export async function graphqlRoutes(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const apollo = apolloServer(options);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const context = async (request: FastifyRequest, reply: FastifyReply) => {
    const begun = options.known.contextOf(request);
    if (begun) return begun;
    try {
      const { authorization } = request.headers;
      const address = clientAddress(request);
      const present =
        authorization === undefined
          ? undefined
          : await options.findPresent(authorization).catch(() => undefined);
      const asker = present ?? {
        viewer: await outsideBudget(() => options.findViewer(authorization, address)),
      };
      return options.createContext(request, reply, asker);
    } catch (error) {
      throw faultBefore(error, request);
    }
  };
  await app.register(websocket, {
    options: {
      maxPayload: app.initialConfig.bodyLimit,
      // Else all messages that arrive together would be handled in one turn of the event loop, and all other clients would
      // wait.
      allowSynchronousEvents: false,
    },
  });
  options.onNewsLost(() => {
    for (const socket of app.websocketServer.clients) socket.close(SERVICE_RESTART);
  });
  await app.register(async (routes) => {
    // Answers hold personal data, so no cache on the way may store them.
    routes.addHook('onRequest', (_request, reply, done) => {
      reply.header('cache-control', 'no-store');
      done();
    });
    // Apollo plugins do not run for requests that fail before there is an operation (a query that is not a string, a batch, no
    // database).
    routes.addHook<string>('onSend', (request, reply, payload, done) => {
      const wrong = reply.statusCode >= 400;
      done(null, wrong ? withRequestIds(payload, request.id) : payload);
    });
    const compressible = new CompressibleOperations(options.schema);
    routes.addHook('onSend', async (request, reply, payload: unknown) => {
      const isWorthIt = typeof payload === 'string' && payload.length >= WORTH_COMPRESSING_BYTES;
      if (!isWorthIt || reply.statusCode !== 200 || !compressible.has(request.body)) return payload;
      const small = await compressed(payload, request.headers['accept-encoding']);
      if (!small) return payload;
      describeCoding(reply, small.coding);
      return small.body;
    });
    const resolve = fastifyApolloHandler(apollo, { context });
    const { requestMs } = options;
    routes.route({
      method: 'POST',
      url: '/graphql',
      handler: withinBudget(async function (request, reply) {
        const refusal = requestRefusal(request.body) ?? keyRefusal(request);
        if (refusal) return refuseRequest(request, reply, refusal);
        return (await options.known.answer(request, reply)) ?? resolve.call(this, request, reply);
      }, requestMs),
    });
    refuseOtherMethods(routes, '/graphql', ['GET', 'HEAD', 'POST']);
    routes.route({
      method: 'GET',
      url: '/graphql',
      preValidation: async (request, reply) => {
        const refusal = { status: 403, code: 'FORBIDDEN', text: message('en', 'error.origin') };
        if (!mayConnect(request, options)) await sendError(request, reply, refusal);
      },
      handler: withinBudget(function (request, reply) {
        const refusal = requestRefusal(inAddress(request.query)) ?? keyRefusal(request);
        return refusal ? refuseRequest(request, reply, refusal) : resolve.call(this, request, reply);
      }, requestMs),
      wsHandler: socketHandler(options),
    });
  });
}

function apolloServer(options: GraphqlOptions): ApolloServer<RequestContext> {
  const { schema, introspection } = options;
  return new ApolloServer<RequestContext>({
    schema,
    formatError,
    includeStacktraceInErrorResponses: false,
    // Not indented, the same as answers to known documents.
    stringifyResult: (result) => `${JSON.stringify(result)}\n`,
    // If it is off, our own guard refuses it, by HTTP and by WebSocket alike.
    introspection: true,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: documentRules(),
    // GraphQL.js adds one error that says that there are more.
    validationOptions: { maxErrors: MAX_ERRORS - 1 },
    executionOptions: { maxCoercionErrors: MAX_ERRORS - 1 },
    csrfPrevention: true,
    // No client uses them, and a hash that does not match its document would count as an internal error.
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [
      errorReports,
      requestErrorStatus(),
      subscriptionsElsewhere,
      introspectionGuard(introspection),
      costGuard,
      budgetGuard(schema),
      accessGuard(schema),
      idempotencyGuard,
      options.known.plugin,
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every field's resolver, which costs a quarter of a list request, for a cache we don't have.
      ApolloServerPluginCacheControlDisabled(),
      // Each would start by itself if the environment has an APOLLO_KEY, and report to Apollo's cloud.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}
