import type { WebSocket } from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { AccessChange } from '../access/access-change.js';
import { accessRefusal } from '../access/operation-access.js';
import type { Viewer } from '../access/viewer.js';
import type { RequestContext } from '../context.js';
import { faultBefore, reportErrors } from '../errors.js';
import { socketGuard } from '../guards/socket.guard.js';
import { subscribeSharing } from '../users/user-change.answers.js';
import { OpenSockets, SERVICE_RESTART, type SocketViewer, UNAUTHORIZED } from './open-sockets.js';

export interface SocketOptions {
  schema: GraphQLSchema;
  /** Whether the schema may be asked for, and names in it be hinted at. */
  introspection: boolean;
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
  /** Those of these users who have one of these roles. */
  holdersAmong: (roleIds: ReadonlySet<string>, userIds: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  /** Calls back with whose access has changed. */
  onAccessChange: (listener: (change: AccessChange) => void) => void;
}

interface SocketContext {
  extra: { request: FastifyRequest; socket: WebSocket };
  connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Answers operations by the graphql-ws protocol. Who asks is found when the socket is opened, and looked at again with
 * each operation; when they may do less, the socket is closed.
 */
export function socketHandler(options: SocketOptions): ReturnType<typeof makeHandler> {
  const { schema } = options;
  const sockets = new OpenSockets(options.findViewerAgain, options.holdersAmong);
  options.onAccessChange((change) => void sockets.check(change));
  const guard = socketGuard(options);

  // A token that is no good is told at once, so that the client gets another; who sends none is nobody.
  async function connect({ extra: { request, socket }, connectionParams }: SocketContext): Promise<boolean> {
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
  }

  // One for each operation, under the id of the request that opened the socket.
  async function contextOf({ extra: { request, socket } }: SocketContext) {
    try {
      const made = options.createContext(request, undefined, await sockets.viewerOf(socket));
      return { ...made, hangUp: () => socket.close(SERVICE_RESTART) };
    } catch (error) {
      return faultBefore(error, request);
    }
  }

  return makeHandler({
    onConnect: connect,
    subscribe: subscribeSharing,
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
  });
}
