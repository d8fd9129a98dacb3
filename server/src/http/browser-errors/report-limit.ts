const WINDOW_MS = 60_000;

interface Limits {
  /** Reports of one network per minute. */
  perNetwork: number;
  /** Reports of all browsers per minute. */
  inTotal: number;
}

/** Limits the reports per minute: of one network, and of all. It stores at most as many networks as it accepts reports. */
export class ReportLimit {
  readonly #limits: Limits;
  #endsAt = -Infinity;
  #total = 0;
  readonly #byNetwork = new Map<string, number>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Counts a report. @returns whether it is within the limits */
  takes(network: string, now = performance.now()): boolean {
    if (now >= this.#endsAt) {
      this.#endsAt = now + WINDOW_MS;
      this.#total = 0;
      this.#byNetwork.clear();
    }
    const ofNetwork = this.#byNetwork.get(network) ?? 0;
    if (this.#total >= this.#limits.inTotal || ofNetwork >= this.#limits.perNetwork) return false;
    this.#total += 1;
    this.#byNetwork.set(network, ofNetwork + 1);
    return true;
  }
}
