/** With more, the one that was read first is dropped. */
const MAX_KEPT = 500;

/**
 * The last read of each list, for all changes that the server received before the read began: it has all of them in it. So while
 * changes come faster than a list can be counted, it is counted once for several of them.
 */
export class SharedReads {
  readonly #last = new Map<string, { beganAt: number; result: Promise<unknown> }>();

  /** @param receivedAt when the change was received, by `performance.now()` */
  read<T>(key: string, receivedAt: number, read: () => Promise<T>): Promise<T> {
    const last = this.#last.get(key);
    if (last && last.beganAt > receivedAt) return last.result as Promise<T>;
    const beganAt = performance.now();
    const result = read();
    this.#last.delete(key);
    this.#last.set(key, { beganAt, result });
    result.catch(() => this.#forget(key, result));
    const [first] = this.#last.keys();
    if (this.#last.size > MAX_KEPT && first !== undefined) this.#last.delete(first);
    return result;
  }

  #forget(key: string, result: Promise<unknown>): void {
    if (this.#last.get(key)?.result === result) this.#last.delete(key);
  }
}
