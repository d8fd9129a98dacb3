/** A series of numbers that a seed determines, so that a failed case can be repeated. */
export class Seeded {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1: mulberry32, 32 bits of state. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** @throws if the list is empty */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[this.below(list.length)] as T;
  }

  isOneIn(number: number): boolean {
    return this.below(number) === 0;
  }

  /** From one to `most` elements, each once, in a random order. */
  oneOrMore<T>(list: readonly T[], most: number): T[] {
    return [...new Set(Array.from({ length: 1 + this.below(most) }, () => this.pick(list)))];
  }

  /** From none to `most` different elements, in a random order. */
  some<T>(list: readonly T[], most = list.length): T[] {
    const rest = [...list];
    return Array.from({ length: this.below(Math.min(most, list.length) + 1) }, () =>
      rest.splice(this.below(rest.length), 1),
    ).flat();
  }
}
