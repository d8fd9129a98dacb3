const WINDOW_MS = 60_000;

/** A console sends at most five a minute; several may share an address. */
const PER_NETWORK = 20;

/** Of all browsers. After a faulty release every browser reports the same error, and the first hundred say all. */
const IN_TOTAL = 100;

/** How many reports are taken in a minute: of one network, and of all. It holds at most as many networks as it takes reports. */
export class ReportLimit {
  #endsAt = -Infinity;
  #total = 0;
  readonly #byNetwork = new Map<string, number>();

  /** Counts a report. @returns whether it is within the limits */
  takes(network: string, now = performance.now()): boolean {
    if (now >= this.#endsAt) {
      this.#endsAt = now + WINDOW_MS;
      this.#total = 0;
      this.#byNetwork.clear();
    }
    const ofNetwork = this.#byNetwork.get(network) ?? 0;
    if (this.#total >= IN_TOTAL || ofNetwork >= PER_NETWORK) return false;
    this.#total += 1;
    this.#byNetwork.set(network, ofNetwork + 1);
    return true;
  }
}
