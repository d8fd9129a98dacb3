import type { StatementTrace } from '../../database/statement-trace.js';

/** The spans of an HTTP request that is traced. */
export interface RequestTrace {
  /** Begins the span of the request's operation. */
  operation(): OperationTrace;
  end(status: number): void;
}

/** The span of an operation, with one for each message of statements in it. */
export interface OperationTrace extends StatementTrace {
  end(outcome: { name?: string | undefined; hasFailed?: boolean }): void;
}

/** Decides what is traced. Each method returns undefined if there is no trace, which then costs only the call. */
export interface Traces {
  request(asked: TracedRequest): RequestTrace | undefined;
  /** An operation over a WebSocket, which has no request of its own. */
  operation(): OperationTrace | undefined;
  /** The work on a bulk job. @returns ends the span */
  job(job: { id: string; kind: string }): (hasFailed: boolean) => void;
  /** Exports the remaining spans. */
  close(): Promise<void>;
}

export interface TracedRequest {
  method: string;
  /** The pattern of the route, never the address. */
  route: string;
  requestId: string;
  /** The W3C header of that name. */
  traceparent: string | undefined;
}
