import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GuardError } from '../../errors.js';
import { readIdempotencyKey } from '../../idempotency/idempotency-key.rule.js';
import { RequestBudget } from '../../database/request-budget.js';
import { recordOperation } from '../operation-log.js';

type Handler = (this: FastifyInstance, request: FastifyRequest, reply: FastifyReply) => unknown;

/** Answers within the budget of the request, which ends when nobody waits for the answer any more. */
export function withinBudget(handler: Handler, requestMs: number | undefined): Handler {
  return function (request, reply) {
    const { raw } = reply;
    const budget: RequestBudget = new RequestBudget(requestMs, (gone) => {
      // What comes after the answer, such as a mail, is nobody's to wait for.
      if (raw.writableEnded) budget.close();
      else if (raw.destroyed) gone();
      else raw.once('close', () => (raw.writableEnded ? budget.close() : gone()));
    });
    recordOperation(request, budget);
    return budget.run(() => handler.call(this, request, reply));
  };
}

/** What a GET asks: its variables are JSON in the address. Where they are not, Apollo Server says so. */
export function inAddress(query: unknown): unknown {
  const { variables, ...others } = query as Record<string, unknown>;
  if (typeof variables !== 'string') return others;
  try {
    return { ...others, variables: JSON.parse(variables) as unknown };
  } catch {
    return others;
  }
}

/** Why the request's Idempotency-Key is none. */
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
  /** Our own origin, where it is known for certain. */
  publicOrigin: string | undefined;
}

/**
 * Browsers let any site open a WebSocket to us, and CORS has no say in it; they do tell the site's origin.
 * A client that is no browser sends none. Without PUBLIC_URL our own origin is what the request says: a name that was made
 * to lead here (DNS rebinding) would be one too.
 */
export function mayConnect({ headers, host }: FastifyRequest, { origins, publicOrigin }: Origins): boolean {
  const { origin, upgrade } = headers;
  if (upgrade?.toLowerCase() !== 'websocket' || origin === undefined) return true;
  if (origins.includes(origin)) return true;
  if (publicOrigin !== undefined) return origin === publicOrigin;
  return URL.canParse(origin) && new URL(origin).host === host;
}
