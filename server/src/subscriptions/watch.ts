/**
 * The source of a subscription that reads the present state at each step. It steps at once, and after each `wake`. All events
 * between two steps make one step: a slow subscriber costs one flag, and reads the present state at its next step.
 */
export abstract class Watch implements AsyncIterableIterator<Watch, undefined> {
  readonly #onEnd: () => void;
  #isDue = true;
  #hasEnded = false;
  #taker: ((result: IteratorResult<this, undefined>) => void) | undefined;

  /** @param onEnd called once, when the subscription ends */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  wake(): void {
    this.#isDue = true;
    this.#step();
  }

  /** The caller waits for one step before it asks for the next. */
  next(): Promise<IteratorResult<this, undefined>> {
    if (this.#hasEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#taker = resolve;
      this.#step();
    });
  }

  return(): Promise<IteratorResult<this, undefined>> {
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
