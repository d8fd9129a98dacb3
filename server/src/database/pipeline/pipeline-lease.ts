import type { Result, Step } from './pipeline-batch.js';

/** Connections, and callers that wait for one. */
export interface PipelineFigures {
  open: number;
  /** Those of them that a statement or a transaction has. */
  used: number;
  waiting: number;
}

/** A connection that only one transaction uses. */
export interface Lease {
  /** The id of the PostgreSQL process, to cancel its statement. */
  processId: number;
  /** Sends the steps as one message at once; the rows of each step. */
  run: (steps: readonly Step[]) => Promise<Result[]>;
  /** @param isClean false if a transaction may be open on it */
  release: (isClean: boolean) => void;
}
