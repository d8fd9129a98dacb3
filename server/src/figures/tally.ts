/**
 * Counts by label since the process started, which `/metrics` reads. The labels are fixed, so a client cannot add time series.
 * All begin at 0, as Prometheus sees no rise in a series whose first value is 1.
 */
export class Tally<Label extends string> {
  readonly #counts: Map<Label, number>;

  constructor(labels: readonly Label[]) {
    this.#counts = new Map(labels.map((label) => [label, 0]));
  }

  /** A label that is not in the list is not counted. */
  add(label: Label): void {
    const count = this.#counts.get(label);
    if (count !== undefined) this.#counts.set(label, count + 1);
  }

  get entries(): readonly (readonly [Label, number])[] {
    return [...this.#counts];
  }
}
