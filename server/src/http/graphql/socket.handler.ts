import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute, type ExecutionArgs, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import type { AccessChange } from '../../access/access-change.js';
import { accessRefusal } from '../../access/operation-access.js';
import type { Viewer } from '../../access/viewer.js';
import { type Asker, changedContext, type RequestContext } from '../../context.js';
import { RequestBudget } from '../../database/request-budget.js';
import { markUnknownOutcome } from '../../database/failure/unknown-outcome.js';
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
  /** How long a request may take of the database; as long as is usual where left out. */
  requestMs?: number | undefined;
  /** Milliseconds between pings; KEEP_ALIVE_MS if it is left out. */
  keepAliveMs?: number | undefined;
  /** Who may ask for the schema, and is told of names that nearly fit. */
  introspection: Introspection;
  /** Without a reply there is no cookie to set. */
  createContext: (request: FastifyRequest, reply: FastifyReply | undefined, asker: Asker) => RequestContext;
  /** @param authorization the header of that name; over a WebSocket, the parameter with which it was opened. */
  findViewer: (authorization: string | undefined, address: string) => Promise<SocketViewer | null>;
  /** Who opened a WebSocket, as they are by now. */
  findViewerAgain: (viewer: Viewer, address: string) => Promise<SocketViewer | null>;
  /** Those of these users who have one of these roles. */
  holdersAmong: (roleIds: ReadonlySet<string>, userIds: ReadonlySet<string>) => Promise<ReadonlySet<string>>;
  /** Reads the access epoch; undefined if the database cannot be asked. */
  presentEpoch: () => Promise<string | undefined>;
  /** Calls back with whose access has changed. */
  onAccessChange: (listener: (change: AccessChange) => void) => void;
}

/** As graphql-ws names it. */
const TOO_MANY_REQUESTS = 4429;

/** What has arrived already is not looked at any more. */
function closeSocket(socket: WebSocket, code: number): void {
  socket.removeAllListeners('message');
  socket.close(code);
}

/** What graphql-ws executes, with the socket by which it came. */
type SocketExecution = ExecutionArgs & { socket: WebSocket };

interface SocketContext {
  readonly subscriptions: Readonly<Record<string, unknown>>;
  extra: { request: FastifyRequest; socket: WebSocket };
  connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Answers operations by the graphql-ws protocol. Who asks is found when the socket is opened, and looked at again with
 * each operation; when they may do less, the socket is closed.
 */
export function socketHandler(options: SocketOptions): ReturnType<typeof makeHandler> {
  const { schema } = options;
  const sockets = new OpenSockets(options.findViewerAgain, options.holdersAmong, options.presentEpoch);
  options.onAccessChange((change) => void sockets.check(change));
  const guard = socketGuard(schema);
  const rates = new SocketRates<WebSocket>((socket) => closeSocket(socket, TOO_MANY_REQUESTS));

  // A token that is no good is told at once, so that the client gets another; who sends none is nobody.
  async function connect(context: SocketContext): Promise<boolean> {
    const {
      extra: { request, socket },
      connectionParams,
    } = context;
    countSubscriptionsOf(context, socket);
    // Clients write the name as they write a header's.
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

  // One for each operation, under the id of the request that opened the socket. One after the other: an operation begins
  // when those before it have, and a socket takes one connection of the pool for it.
  function contextOf({ extra: { request, socket } }: SocketContext) {
    const before = begun.get(socket);
    const made = (async () => {
      await before;
      try {
        const context = options.createContext(request, undefined, {
          viewer: await sockets.viewerOf(socket),
        });
        return changedContext(context, { closeSocket: () => socket.close(SERVICE_RESTART) });
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
      // Or it tells the client the text of a fault, unless NODE_ENV says production in so many words.
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

/** A subscription's answers to news are not executed by it. */
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
