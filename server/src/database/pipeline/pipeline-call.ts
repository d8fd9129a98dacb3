import { currentBudget, type RequestBudget } from '../request-budget.js';
import type { Result, Step } from './pipeline-batch.js';

/** A call of `run`. */
export interface Call {
  steps: readonly Step[];
  resolve: (results: Result[]) => void;
  reject: (error: Error) => void;
  /** The request that asked; its statements are counted. */
  budget: RequestBudget | undefined;
  /** By `performance.now()`. */
  askedAt: number;
}

export function newCall(steps: readonly Step[], resolve: Call['resolve'], reject: Call['reject']): Call {
  return { steps, resolve, reject, budget: currentBudget(), askedAt: performance.now() };
}

/** Names of the statements that belong to the way a message is sent, not to the operation. */
const FRAME = new Set(['rollcall_begin', 'rollcall_commit', 'rollcall_rollback', 'rollcall_cancel']);

/** The statements of the operation among the steps. */
export function countOf(steps: readonly Step[]): number {
  let count = 0;
  for (const { statement } of steps) if (!FRAME.has(statement.name)) count += 1;
  return count;
}
