/** Receives the statements of an operation that is traced. */
export interface StatementTrace {
  /** @param ms from sending the message with these statements until its answer, which has just come */
  noteStatements(count: number, ms: number): void;
}
