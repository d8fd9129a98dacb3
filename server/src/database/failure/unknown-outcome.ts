import type { Pool, PoolClient } from 'pg';
import { currentBudget } from '../request-budget.js';

/** pg says so of a statement that it was given after the connection had failed or was ended. */
const NOT_SENT = / is not queryable$/;

/** An own property, as MikroORM copies those alone to the error that it throws in the place of another. */
const MARK = 'isOutcomeUnknown';

/**
 * Whether a statement was sent and got no answer: it may have been done, and must not be run again. With the severity
 * ERROR PostgreSQL says that it has undone the transaction; with FATAL it ends the connection, at whatever moment; the
 * network's errors have no severity.
 */
export function isUnanswered(error: unknown): boolean {
  const { severity, message } = error as { severity?: unknown; message?: string };
  return severity !== 'ERROR' && !NOT_SENT.test(message ?? '');
}

/** Marks an error: what was asked may have been done. */
export function markUnknownOutcome<T>(error: T): T {
  if (typeof error === 'object' && error !== null) Object.assign(error, { [MARK]: true });
  return error;
}

/** Whether nobody knows if what failed was done. */
export function hasUnknownOutcome(error: unknown): boolean {
  return (error as Record<string, unknown> | null | undefined)?.[MARK] === true;
}

/**
 * Marks the error of each COMMIT on a connection of the pool that was sent and got no answer, and notes in the budget of
 * the request that one succeeded. Any other statement of a transaction that gets no answer is undone with it. Statements
 * outside of a transaction count attempts and keep challenges: to repeat them does no harm.
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

/** What begins and ends a transaction is no statement of the operation. */
const FRAME = /^(?:begin|start transaction|commit|rollback|savepoint|release)\b/i;

/** Kysely sends a text and its values, pg also takes both as one object. */
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
