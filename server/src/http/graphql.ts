import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { RequestContext } from '../context.js';
import { errorReports, formatError } from '../errors.js';

interface GraphqlOptions {
  schema: GraphQLSchema;
  /** Origins besides our own from which a browser may open a WebSocket. */
  origins: readonly string[];
  createContext: (request: FastifyRequest) => RequestContext;
}

/** Serves `/graphql`: POST through Apollo Server, subscriptions by the graphql-ws protocol. */
export async function graphqlRoutes(app: FastifyInstance, options: GraphqlOptions): Promise<void> {
  const apollo = new ApolloServer<RequestContext>({
    schema: options.schema,
    formatError,
    includeStacktraceInErrorResponses: false,
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    plugins: [
      errorReports,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every field's resolver, which costs a quarter of a list request, for a cache we don't have.
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());

  const context = async (request: FastifyRequest) => options.createContext(request);
  await app.register(websocket);
  await app.register(async (routes) => {
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
        schema: options.schema,
        context: ({ extra }) => options.createContext(extra.request as FastifyRequest),
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
