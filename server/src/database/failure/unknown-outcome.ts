import type { Pool, PoolClient } from 'pg';
import { currentBudget } from '../request-budget.js';

/** pg's message for a statement that came after the connection had failed or ended. */
const NOT_SENT = / is not queryable$/;

/** An own property, as MikroORM copies only own properties to the error that it throws in place of another. */
const MARK = 'isOutcomeUnknown';

/**
 * Whether a statement was sent and got no answer. It may have been executed, so it must not be retried. With severity ERROR,
 * PostgreSQL has rolled the transaction back. With FATAL, it ends the connection at any moment. Errors of the network have no
 * severity.
 */
export function isUnanswered(error: unknown): boolean {
  const { severity, message } = error as { severity?: unknown; message?: string };
  return severity !== 'ERROR' && !NOT_SENT.test(message ?? '');
}

/** Marks an error as of unknown outcome: the write may have been committed. */
export function markUnknownOutcome<T>(error: T): T {
  if (typeof error === 'object' && error !== null) Object.assign(error, { [MARK]: true });
  return error;
}

/** Whether the failed write may have been committed. */
export function hasUnknownOutcome(error: unknown): boolean {
  return (error as Record<string, unknown> | null | undefined)?.[MARK] === true;
}

/**
 * Marks the error of each COMMIT that was sent on a pooled connection and got no answer, and notes a successful COMMIT in the
 * budget of the request. Any other unanswered statement of a transaction is rolled back with it. Statements outside of a
 * transaction count attempts and store challenges, so a retry does no harm.
 */
export function watchCommits(pool: Pool): void {
  pool.on('connect', (client) => {
    const prototype = Object.getPrototypeOf(client) as { query: Query };
    const query: Query = function (this: PoolClient, ...args) {
      const answer = prototype.query.apply(this, args);
      if (!(answer instanceof Promise)) return answer;
      if (!FRAME.test(textOf(args[0]))) countStatement(answer);
      return args[0] === 'commit' ? watched(answer) : answer;
    };
    client.query = query as unknown as PoolClient['query'];
  });
}

/** Statements that begin and end a transaction do not count as statements of the operation. */
const FRAME = /^(?:begin|start transaction|commit|rollback|savepoint|release)\b/i;

/** Kysely passes a text and its values; pg also accepts both as one object. */
function textOf(asked: unknown): string {
  return typeof asked === 'string' ? asked : ((asked as { text?: string }).text ?? '');
}

function countStatement(answer: Promise<unknown>): void {
  const budget = currentBudget();
  if (!budget) return;
  const sentAt = performance.now();
  const count = () => budget.noteStatements(1, performance.now() - sentAt);
  answer.then(count, count);
}

type Query = (this: PoolClient, ...args: unknown[]) => unknown;

async function watched(answer: Promise<unknown>): Promise<unknown> {
  try {
    const result = await answer;
    currentBudget()?.noteCommit();
    return result;
  } catch (error) {
    throw isUnanswered(error) ? markUnknownOutcome(error) : error;
  }
}
