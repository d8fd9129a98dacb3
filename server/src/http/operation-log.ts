import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Viewer } from '../access/viewer.js';
import type { RequestBudget } from '../database/request-budget.js';
import type { OperationTrace, Traces } from './tracing/trace.js';

/** In characters. A client chooses the name of its operation, and a log line must stay short. */
const MAX_NAME_LENGTH = 60;

/** The record of a GraphQL operation at the time of its answer. */
export interface OperationRecord {
  readonly budget: Pick<RequestBudget, 'statements' | 'sqlMs' | 'isWrite'>;
  /** If the operation is traced. */
  readonly trace?: OperationTrace | undefined;
  name?: string | undefined;
  viewer?: Viewer | null;
  /** Whether the answer has errors. */
  hasFailed?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for requests to `/graphql`. */
    operation: OperationRecord | undefined;
  }
}

/** The properties of a log line. No variable, document or address is among them: they hold people's data. */
function describeOperation({ name, viewer, budget }: OperationRecord): object {
  return {
    operation: name?.slice(0, MAX_NAME_LENGTH),
    viewer: viewer?.userId ?? undefined,
    token: viewer?.tokenId ?? undefined,
    statements: budget.statements,
    sqlMs: rounded(budget.sqlMs),
  };
}

/** Logs requests and operations. */
export class OperationLog {
  readonly #slowMs: number;
  readonly #listener: ((record: OperationRecord, ms: number) => void) | undefined;
  readonly #traces: Pick<Traces, 'operation'> | undefined;

  /**
   * @param slowMs an operation that takes this long gets a line of its own; 0: none does
   * @param listener receives each operation when its answer is sent
   */
  constructor(
    slowMs: number,
    listener?: (record: OperationRecord, ms: number) => void,
    traces?: Pick<Traces, 'operation'>,
  ) {
    this.#slowMs = slowMs;
    this.#listener = listener;
    this.#traces = traces;
  }

  /** Logs one line for each request, with its id, which is also in the answer's header. It contains no query and no body. */
  logRequests(app: FastifyInstance): void {
    app.decorateRequest('operation', undefined);
    // Hooks with a callback cost a request less than those with a promise.
    app.addHook('onRequest', (request, reply, done) => {
      reply.header('x-request-id', request.id);
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      const [path] = request.url.split('?', 1);
      const { method, operation } = request;
      const line = { method, path, status: reply.statusCode, ms: rounded(reply.elapsedTime) };
      request.log.info(operation ? { ...line, ...describeOperation(operation) } : line, 'request');
      if (operation) {
        operation.hasFailed ||= reply.statusCode >= 400;
        this.#end(request.log, operation, reply.elapsedTime);
      }
      done();
    });
  }

  /** Begins the trace of an operation over a WebSocket; undefined if it is not traced. */
  traceOperation(): OperationTrace | undefined {
    return this.#traces?.operation();
  }

  /** Logs one line for each operation over a WebSocket. */
  logOperation(log: FastifyBaseLogger, record: OperationRecord, ms: number): void {
    log.info({ ms: rounded(ms), ...describeOperation(record) }, 'operation');
    this.#end(log, record, ms);
  }

  #end(log: FastifyBaseLogger, record: OperationRecord, ms: number): void {
    this.#listener?.(record, ms);
    record.trace?.end(record);
    if (this.#slowMs === 0 || ms < this.#slowMs) return;
    log.warn({ ms: rounded(ms), ...describeOperation(record) }, 'An operation was slow.');
  }
}

/** Starts the record of a request to `/graphql`. */
export function recordOperation(request: FastifyRequest, budget: RequestBudget): void {
  const trace = request.trace?.operation();
  budget.trace = trace;
  request.operation = { budget, trace, name: undefined, viewer: null, hasFailed: false };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
