/** Random choices that a seed repeats (xorshift32, Marsaglia 2003). */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    // The state must not be 0. The multiplication spreads small seeds.
    this.#state = Math.imul(seed, 2_654_435_761) | 1;
    for (let round = 0; round < 8; round += 1) this.below(2);
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return Math.floor(((state >>> 0) / 2 ** 32) * limit);
  }

  isOneIn(limit: number): boolean {
    return this.below(limit) === 0;
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('There is no value to pick.');
    return value;
  }

  /** Up to `most` different values, and at least one. */
  some<Value>(values: readonly Value[], most: number): Value[] {
    const size = 1 + this.below(most);
    return [...new Set(Array.from({ length: size }, () => this.pick(values)))];
  }
}
