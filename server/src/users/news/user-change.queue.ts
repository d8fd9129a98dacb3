import type { UserChange } from './user-change.type.js';

/** A subscriber is behind if its oldest change has waited for this long. */
const BEHIND_MS = 1_000;

/**
 * Fewer changes are delivered one by one, however late they are. With a subscriber's own list, reading it again costs the
 * server as much as three of them.
 */
const FEW = 10;

/** The subscribers of a list share the news of a change, but each reads the list again by itself. */
const FEW_PER_SHARER = 3;

/** How many changes may be pending for one subscriber. Each keeps what was read for it: some 20 KB. */
const MAX_PENDING = 1_000;

/** How long changes are gathered for a subscriber that was behind. The console reads its list this often during a bulk job. */
export const GATHER_MS = 3_000;

/** The number of subscribers with each key. */
export type Sharers = Map<string, number>;

/**
 * The pending changes of one subscriber. If the server cannot keep pace with them (a series of writes, with many different
 * lists on screen; or a stalled connection), they become one change of many users: reading the list again then costs less than
 * taking each change. While more than a few changes follow, they are gathered in the same way.
 */
export class UserChangeQueue implements AsyncIterableIterator<UserChange, undefined> {
  readonly #sharers: Sharers;
  readonly #onEnd: (queue: UserChangeQueue) => void;
  readonly #viewerId: string | undefined;
  #pending: { change: UserChange; since: number }[] = [];
  #key: string | undefined;
  #taker: ((result: IteratorResult<UserChange, undefined>) => void) | undefined;
  /** While this timer runs, changes are gathered. */
  #timer: NodeJS.Timeout | undefined;
  #gathered: UserChange[] = [];
  #ended = false;

  /**
   * @param sharers the counts of all queues of a server
   * @param viewerId the subscriber
   */
  constructor(
    sharers: Sharers = new Map(),
    onEnd: (queue: UserChangeQueue) => void = () => undefined,
    viewerId?: string,
  ) {
    this.#sharers = sharers;
    this.#onEnd = onEnd;
    this.#viewerId = viewerId;
  }

  /** Call it once. @param key equal for subscribers that share what is read for them; undefined: it shares with nobody */
  shareBy(key: string | undefined): void {
    if (this.#ended || key === undefined) return;
    this.#key = key;
    this.#sharers.set(key, this.#sharing + 1);
  }

  push(change: UserChange): void {
    if (this.#ended) return;
    if (this.#timer) {
      this.#gather(change);
      return;
    }
    this.#pending.push({ change, since: performance.now() });
    if (this.#isBehind) this.#replace(this.#pending.map((each) => each.change));
    this.#deliver();
  }

  /** The caller asks for one change at a time and waits for it before the next call. */
  next(): Promise<IteratorResult<UserChange, undefined>> {
    const first = this.#pending.shift();
    if (first) return Promise.resolve({ done: false, value: first.change });
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => {
      this.#taker = resolve;
    });
  }

  return(): Promise<IteratorResult<UserChange, undefined>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  get #sharing(): number {
    return this.#key === undefined ? 0 : (this.#sharers.get(this.#key) ?? 0);
  }

  get #few(): number {
    return Math.min(Math.max(FEW, FEW_PER_SHARER * this.#sharing), MAX_PENDING);
  }

  get #isBehind(): boolean {
    const [oldest] = this.#pending;
    const isLate = oldest !== undefined && performance.now() - oldest.since > BEHIND_MS;
    return this.#pending.length > (isLate ? this.#few : MAX_PENDING);
  }

  #deliver(): void {
    const taker = this.#taker;
    if (!taker) return;
    const first = this.#pending.shift();
    if (!first) return;
    this.#taker = undefined;
    taker({ done: false, value: first.change });
  }

  /**
   * Replaces all pending changes by one of many users.
   * @param changes some of them, with the last one
   */
  #replace(changes: UserChange[]): void {
    // A console ignores a change of many users by its own viewer, if it has the answer to that write.
    const named = changes.findLast(({ id }) => id !== this.#viewerId) ?? changes.at(-1);
    if (named) this.#pending = [{ change: named.asMany(), since: performance.now() }];
    this.#timer = setTimeout(() => this.#release(), GATHER_MS).unref();
  }

  #gather(change: UserChange): void {
    // With more than a few, only the number and the last one matter.
    if (this.#gathered.length > this.#few) this.#gathered.pop();
    this.#gathered.push(change);
  }

  #release(): void {
    const gathered = this.#gathered;
    this.#gathered = [];
    this.#timer = undefined;
    if (gathered.length > this.#few) this.#replace(gathered);
    else for (const change of gathered) this.#pending.push({ change, since: performance.now() });
    this.#deliver();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#pending = [];
    this.#gathered = [];
    if (this.#key !== undefined && this.#sharing > 1) this.#sharers.set(this.#key, this.#sharing - 1);
    else if (this.#key !== undefined) this.#sharers.delete(this.#key);
    this.#taker?.({ done: true, value: undefined });
    this.#onEnd(this);
  }
}
