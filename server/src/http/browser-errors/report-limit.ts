const WINDOW_MS = 60_000;

interface Limits {
  /** Of one network in a minute. */
  perNetwork: number;
  /** Of all browsers in a minute. */
  inTotal: number;
}

/** How many reports are taken in a minute: of one network, and of all. It holds at most as many networks as it takes reports. */
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
