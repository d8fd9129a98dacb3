import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute, type ExecutionArgs, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { AccessChange } from '../../access/access-change.js';
import { accessRefusal } from '../../access/operation-access.js';
import type { Viewer } from '../../access/viewer.js';
import type { Asker, RequestContext } from '../../context.js';
import { RequestBudget } from '../../database/request-budget.js';
import { markUnknownOutcome } from '../../database/failure/unknown-outcome.js';
import type { Reads } from '../../database/reads.js';
import type { Introspection } from '../../env.js';
import { faultBefore, reportErrors } from '../../errors.js';
import { setBudget } from '../../guards/budget.guard.js';
import { introspectionRefusal, showsSchema } from '../../guards/document/introspection.guard.js';
import { socketGuard } from '../../guards/socket.guard.js';
import { subscribeSharing } from '../../users/news/user-change.answers.js';
import { SocketRates } from '../../guards/socket.rates.js';
import { clientAddress } from '../connections/client-address.js';
import type { OperationLog } from '../operation-log.js';
import { KEEP_ALIVE_MS } from './keep-alive.js';
import { countSubscriptionsOf } from './open-subscriptions.js';
import { OpenSockets, SERVICE_RESTART, type SocketViewer, UNAUTHORIZED } from './open-sockets.js';

export interface SocketOptions {
  schema: GraphQLSchema;
  log: OperationLog;
  /** The time limit of a request in the database, in milliseconds; REQUEST_MS if omitted. */
  requestMs?: number | undefined;
  /** Milliseconds between pings; KEEP_ALIVE_MS if omitted. */
  keepAliveMs?: number | undefined;
  /** Who may read the schema and get suggestions for misspelled names. */
  introspection: Introspection;
  /** Without a reply there is no cookie to set. */
  createContext: (
    request: FastifyRequest,
    reply: FastifyReply | undefined,
    asker: Asker,
    reads?: Reads,
  ) => RequestContext;
  /** For operations of a WebSocket, which is closed when the rights of its viewer are reduced. */
  socketReads: () => Reads;
  /** @param authorization the header of that name, or the connection parameter of a WebSocket */
  findViewer: (authorization: string | undefined, address: string) => Promise<SocketViewer | null>;
  /** The viewer who opened a WebSocket, with their present rights. */
  findViewerAgain: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;
  /** The users among these who have one of these roles. */
  holdersAmong: (roleIds: ReadonlySet<string>, userIds: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  /** Reads the access epoch; undefined if the database cannot be asked. */
  presentEpoch: () => Promise<string | undefined>;
  /** Calls back with the users whose access has changed. */
  onAccessChange: (listener: (change: AccessChange) => void) => void;
}

/** The code in graphql-ws's terms. */
const TOO_MANY_REQUESTS = 4429;

/** Messages that have already arrived are ignored. */
function closeSocket(socket: WebSocket, code: number): void {
  socket.removeAllListeners('message');
  socket.close(code);
}

/** The arguments that graphql-ws executes, with the socket of the operation. */
type SocketExecution = ExecutionArgs & { socket: WebSocket };

interface SocketContext {
  readonly subscriptions: Readonly<Record<string, unknown>>;
  extra: { request: FastifyRequest; socket: WebSocket };
  connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Answers operations by the graphql-ws protocol. The viewer is looked up when the socket is opened, and checked again with each
 * operation. When their rights are reduced, the socket is closed.
 */
export function socketHandler(options: SocketOptions): ReturnType<typeof makeHandler> {
  const { schema } = options;
  const sockets = new OpenSockets(options.findViewerAgain, options.holdersAmong, options.presentEpoch);
  options.onAccessChange((change) => void sockets.check(change));
  const guard = socketGuard(schema);
  const rates = new SocketRates<WebSocket>((socket) => closeSocket(socket, TOO_MANY_REQUESTS));

  // An invalid token is refused at once, so that the client gets another one. Without a token there is no viewer.
  async function connect(context: SocketContext): Promise<boolean> {
    const {
      extra: { request, socket },
      connectionParams,
    } = context;
    countSubscriptionsOf(context, socket);
    // Clients may write the name in any case, as for a header.
    const [, authorization] =
      Object.entries(connectionParams ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
    if (typeof authorization !== 'string') return true;
    try {
      const viewer = await options.findViewer(authorization, clientAddress(request));
      if (viewer) sockets.hold(socket, viewer, clientAddress(request));
      else socket.close(UNAUTHORIZED);
      return viewer !== null;
    } catch (error) {
      faultBefore(error, request);
      socket.close(SERVICE_RESTART);
      return false;
    }
  }

  const begun = new WeakMap<WebSocket, Promise<unknown>>();

  // One context for each operation, with the id of the request that opened the socket. They are made one after the other: an
  // operation begins after the previous ones have begun, so a socket uses one connection of the pool for this.
  function contextOf({ extra: { request, socket } }: SocketContext) {
    const before = begun.get(socket);
    const made = (async () => {
      await before;
      try {
        const viewer = await sockets.viewerOf(socket);
        return options.createContext(request, undefined, { viewer }, options.socketReads());
      } catch (error) {
        return faultBefore(error, request);
      }
    })();
    begun.set(socket, made);
    return made;
  }

  const handle = makeHandler(
    {
      onConnect: connect,
      subscribe: subscribeSharing,
      execute: executeInBudget(options),
      onSubscribe: async (ctx, _id, payload) => {
        const isSignedIn = sockets.isKnown(ctx.extra.socket);
        const args = guard(ctx, payload, !showsSchema(options.introspection, isSignedIn));
        if (Array.isArray(args)) {
          rates.countRefusal(ctx.extra.socket);
          return args;
        }
        const contextValue = await contextOf(ctx);
        if (contextValue instanceof GraphQLError) return [contextValue];
        const { viewer } = contextValue;
        const refusal =
          introspectionRefusal(options.introspection, args.document, viewer) ??
          accessRefusal(schema, args.document, args.operationName, viewer, args.variableValues);
        if (refusal) rates.countRefusal(ctx.extra.socket);
        return refusal ? [refusal] : { ...args, contextValue, socket: ctx.extra.socket };
      },
      // Otherwise it sends the text of internal errors to the client unless NODE_ENV is "production".
      isProd: true,
      onNext: (_ctx, _id, _payload, { contextValue }, result) =>
        result.errors
          ? { ...result, errors: reportErrors(result.errors, contextValue as RequestContext) }
          : undefined,
      onError: ({ extra: { request } }, _id, _payload, errors) =>
        reportErrors(errors, { log: request.log, requestId: request.id }),
    },
    options.keepAliveMs ?? KEEP_ALIVE_MS,
  );
  return function (this: FastifyInstance, socket, request) {
    socket.on('message', () => rates.countMessage(socket));
    return handle.call(this, socket, request);
  };
}

/** Executes operations within a budget, but not the answers of a subscription to news. */
function executeInBudget({ schema, requestMs, log }: SocketOptions) {
  return async (given: ExecutionArgs) => {
    const { socket, ...args } = given as SocketExecution;
    const budget = new RequestBudget(requestMs);
    const trace = log.traceOperation();
    budget.trace = trace;
    const gone = () => budget.clientIsGone();
    socket.once('close', gone);
    const startedAt = performance.now();
    let hasFailed = true;
    try {
      const result = await budget.run(() => {
        const operation = getOperationAST(args.document, args.operationName);
        if (operation) setBudget(schema, args.document, operation);
        return execute(args);
      });
      // Errors are reported outside of the budget.
      if (budget.hasCommitted)
        for (const error of result.errors ?? []) markUnknownOutcome(error.originalError);
      hasFailed = result.errors !== undefined;
      return result;
    } finally {
      socket.off('close', gone);
      budget.close();
      const context = args.contextValue as RequestContext;
      const name = getOperationAST(args.document, args.operationName)?.name?.value;
      log.logOperation(
        context.log,
        { budget, trace, name, viewer: context.viewer, hasFailed },
        performance.now() - startedAt,
      );
    }
  };
}
