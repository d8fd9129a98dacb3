/** A lag counts for this long. After a quiet minute there is none. */
const KEPT_MS = 60_000;

/**
 * How long news take from a commit until PostgreSQL has sent them back to the server that made the change. It is measured with
 * the server's own notifications, so the clocks of two machines do not matter.
 */
export class NewsLag {
  readonly #now: () => number;
  /** When the oldest news began that are not sent yet. */
  #beganAt: number | undefined;
  /** The same of each notification that has not come back, in the order in which they were sent. */
  #underWay: number[] = [];
  /** The greatest lag that was measured within the last minute, and when. */
  #greatest = { ms: 0, at: -Infinity };

  /** @param now in milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** A change is committed. */
  begin(): void {
    this.#beganAt ??= this.#now();
  }

  /** @param isLast whether the notification holds all news that have begun */
  sent(isLast: boolean): void {
    this.#underWay.push(this.#beganAt ?? this.#now());
    if (isLast) this.#beganAt = undefined;
  }

  /** The last notification was not sent: it begins again. */
  failed(): void {
    this.#beganAt = this.#underWay.pop() ?? this.#beganAt;
  }

  /** The oldest notification has come back. */
  received(): void {
    const began = this.#underWay.shift();
    if (began === undefined) return;
    const [at, ms] = [this.#now(), this.#now() - began];
    if (ms >= this.#greatestMs) this.#greatest = { ms, at };
  }

  /** The connection is lost: notifications that were sent on it do not come back. */
  interrupted(): void {
    this.#underWay = [];
  }

  get #greatestMs(): number {
    return this.#now() - this.#greatest.at > KEPT_MS ? 0 : this.#greatest.ms;
  }

  /** The greatest of the last minute; the time so far if news that wait have taken longer. */
  get seconds(): number {
    const oldest = this.#underWay[0] ?? this.#beganAt;
    const waiting = oldest === undefined ? 0 : this.#now() - oldest;
    return Math.max(this.#greatestMs, waiting) / 1_000;
  }
}
