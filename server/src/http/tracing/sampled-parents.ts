const WINDOW_MS = 1_000;

/** Requests of a second that are traced because their client asks for it. The console asks for 1 in 100. */
const MAX_A_SECOND = 20;

/** Limits how many requests are traced because a client asks for it: any client can send the header, and a trace costs CPU. */
export class SampledParents {
  #endsAt = -Infinity;
  #taken = 0;

  takes(now = performance.now()): boolean {
    if (now >= this.#endsAt) {
      this.#endsAt = now + WINDOW_MS;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= MAX_A_SECOND;
  }
}
