import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GuardError } from '../../errors.js';
import { readIdempotencyKey } from '../../idempotency/idempotency-key.rule.js';
import { RequestBudget } from '../../database/request-budget.js';
import { recordOperation } from '../operation-log.js';

type Handler = (this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) => unknown;

/** Answers within the budget of the request, which ends when the client is gone. */
export function withinBudget(handler: Handler, requestMs: number | undefined): Handler {
  return function (request, reply) {
    const { raw } = reply;
    const budget: RequestBudget = new RequestBudget(requestMs, (gone) => {
      // Work after the answer, such as a mail, runs outside the budget.
      if (raw.writableEnded) budget.close();
      else if (raw.destroyed) gone();
      else raw.once('close', () => (raw.writableEnded ? budget.close() : gone()));
    });
    recordOperation(request, budget);
    return budget.run(() => handler.call(this, request, reply));
  };
}

/** The operation of a GET: its variables are JSON in the URL. If they are not, Apollo Server reports it. */
export function inAddress(query: unknown): unknown {
  const { variables, ...others } = query as Record<string, unknown>;
  if (typeof variables !== 'string') return others;
  try {
    return { ...others, variables: JSON.parse(variables) as unknown };
  } catch {
    return others;
  }
}

/** The refusal of an invalid Idempotency-Key. */
export function keyRefusal({ headers }: FastifyRequest): GuardError | undefined {
  try {
    readIdempotencyKey(headers['idempotency-key']);
    return undefined;
  } catch (error) {
    return error as GuardError;
  }
}

interface Origins {
  /** Origins besides our own from which a browser may open a WebSocket. */
  origins: readonly string[];
  /** Our own origin, if it is configured. */
  publicOrigin: string | undefined;
}

/**
 * Browsers let any site open a WebSocket to this server, and CORS does not apply. They send the site's origin. Clients other
 * than browsers send none. Without PUBLIC_URL our own origin is derived from the request: a foreign name that resolves to this
 * server (DNS rebinding) would then be accepted too.
 */
export function mayConnect({ headers, host }: FastifyRequest, { origins, publicOrigin }: Origins): boolean {
  const { origin, upgrade } = headers;
  if (upgrade?.toLowerCase() !== 'websocket' || origin === undefined) return true;
  if (origins.includes(origin)) return true;
  if (publicOrigin !== undefined) return origin === publicOrigin;
  return URL.canParse(origin) && new URL(origin).host === host;
}
