const HEADER = 'rollcall-lsn';

/** As long as the server's cookie of the same name lasts. */
const KEEP_MS = 300_000;

/**
 * Remembers how much of the database the answers say that we have seen, so that no server answers with less. The cookie says it
 * too, but of two writes at once it keeps the one whose answer came last. Only servers with replicas send it.
 */
export class SeenLsn {
  #seen = '';
  #seenAt = -Infinity;

  note({ headers }: Pick<Response, 'headers'>): void {
    const lsn = headers.get(HEADER);
    // The texts sort as the LSNs do.
    if (lsn === null || (lsn <= this.#seen && this.#isKept)) return;
    this.#seen = lsn;
    this.#seenAt = performance.now();
  }

  get headers(): Record<string, string> {
    return this.#isKept ? { [HEADER]: this.#seen } : {};
  }

  get #isKept(): boolean {
    return performance.now() - this.#seenAt < KEEP_MS;
  }
}
