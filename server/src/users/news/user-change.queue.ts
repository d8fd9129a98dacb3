import type { UserChange } from './user-change.type.js';

/** How many changes may be pending for one subscriber. Each keeps what was read for it: some 20 KB. */
const MAX_PENDING = 1_000;

/**
 * The pending changes of one subscriber. The iteration of a subscriber that falls too far behind (after a bulk of
 * writes, or on a stalled connection) is ended: reading its list again is faster than taking a thousand changes.
 */
export class UserChangeQueue implements AsyncIterableIterator<UserChange, undefined> {
  readonly #pending: UserChange[] = [];
  readonly #onEnd: (queue: UserChangeQueue, overflown: boolean) => void;
  #taker: ((result: IteratorResult<UserChange, undefined>) => void) | undefined;
  #ended = false;

  constructor(onEnd: (queue: UserChangeQueue, overflown: boolean) => void) {
    this.#onEnd = onEnd;
  }

  push(change: UserChange): void {
    if (this.#ended) return;
    if (this.#taker) {
      this.#taker({ done: false, value: change });
      this.#taker = undefined;
    } else if (this.#pending.length < MAX_PENDING) {
      this.#pending.push(change);
    } else {
      this.#end(true);
    }
  }

  /** The caller asks for one change at a time and waits for it before the next call. */
  next(): Promise<IteratorResult<UserChange, undefined>> {
    const value = this.#pending.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#taker = resolve;
    });
  }

  return(): Promise<IteratorResult<UserChange, undefined>> {
    this.#end(false);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(overflown: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pending.length = 0;
    this.#taker?.({ done: true, value: undefined });
    this.#onEnd(this, overflown);
  }
}
