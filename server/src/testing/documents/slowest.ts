export interface Taken {
  ms: number;
  document: string;
}

/** Prints the slowest ones, and the number of those above the limit for a page of a filtered list. */
export function tellTimes(taken: Taken[]): void {
  const slowest = taken.toSorted((one, other) => other.ms - one.ms);
  const late = slowest.filter(({ ms }) => ms > 20).length;
  const lines = slowest
    .slice(0, Math.max(late, 10))
    .map(({ ms, document }) => `${ms.toFixed(1)} ms  ${document}`);
  console.log([`${late} of ${taken.length} took more than 20 ms`, ...lines].join('\n'));
}
