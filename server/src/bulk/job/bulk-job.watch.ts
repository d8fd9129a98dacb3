/** Steps at once, and when a job has moved on. What happens between two steps makes one step. */
export class BulkJobWatch implements AsyncIterableIterator<BulkJobWatch, undefined> {
  readonly jobId: string;
  readonly #onEnd: () => void;
  #isDue = true;
  #hasEnded = false;
  #taker: ((result: IteratorResult<BulkJobWatch, undefined>) => void) | undefined;

  constructor(jobId: string, onEnd: (watch: BulkJobWatch) => void) {
    this.jobId = jobId;
    this.#onEnd = () => onEnd(this);
  }

  wake(): void {
    this.#isDue = true;
    this.#step();
  }

  /** The caller waits for one step before it asks for the next. */
  next(): Promise<IteratorResult<BulkJobWatch, undefined>> {
    if (this.#hasEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#taker = resolve;
      this.#step();
    });
  }

  return(): Promise<IteratorResult<BulkJobWatch, undefined>> {
    if (!this.#hasEnded) {
      this.#hasEnded = true;
      this.#taker?.({ done: true, value: undefined });
      this.#onEnd();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #step(): void {
    if (!this.#isDue || !this.#taker || this.#hasEnded) return;
    this.#isDue = false;
    const take = this.#taker;
    this.#taker = undefined;
    take({ done: false, value: this });
  }
}
