import type { MeasuredJob, Row, Sample } from '../result.js';
import { median } from './median.js';

/** Reads a figure of a sample; null if there is none. */
export type Figure = (sample: Sample) => number | null;

export const serverCpu: Figure = (sample) => sample.serverCpu;
export const perSecond: Figure = (sample) => sample.requestsPerSecond;
/** What a request costs in all, in microseconds. */
export const wholeCpu: Figure = ({ serverCpu, databaseCpu }) =>
  serverCpu === null && databaseCpu === null ? null : (serverCpu ?? 0) + (databaseCpu ?? 0);

/** The median over the rounds; null if a round has no such figure. */
export function middle(row: Row | undefined, figure: Figure): number | null {
  const values = row?.samples.map(figure) ?? [];
  return values.length === 0 || values.includes(null) ? null : median(values as number[]);
}

export interface Ratio {
  median: number;
  least: number;
  most: number;
}

/**
 * The ratio of one to the other, round by round: a slow period of the machine affects both. Null if one of them has no such
 * figure.
 */
export function pairedRatio(row: Row | undefined, base: Row | undefined, figure: Figure): Ratio | null {
  const ratios = (row?.samples ?? []).map((sample, round) => {
    const other = base?.samples[round];
    const [value, by] = [figure(sample), other ? figure(other) : null];
    return value === null || by === null || by === 0 ? null : value / by;
  });
  if (ratios.length === 0 || ratios.includes(null)) return null;
  const known = ratios as number[];
  return { median: median(known), least: Math.min(...known), most: Math.max(...known) };
}

/** Finds rows by size, job and system. Rows that ran in the rounds of another size are separate. */
export class Rows {
  readonly #rows: readonly Row[];
  readonly #beside: readonly Row[];

  constructor(rows: readonly Row[]) {
    this.#rows = rows.filter(({ beside }) => beside === undefined);
    this.#beside = rows.filter(({ beside }) => beside !== undefined);
  }

  /** The row of the same system that ran in the rounds of this row. */
  beside({ users, job, system }: Row): Row | undefined {
    return this.#beside.find((row) => row.beside === users && row.job === job && row.system === system);
  }

  find(users: number, job: MeasuredJob, system: string): Row | undefined {
    return this.#rows.find((row) => row.users === users && row.job === job && row.system === system);
  }

  of(users: number, job: MeasuredJob): Row[] {
    return this.#rows.filter((row) => row.users === users && row.job === job);
  }

  /** In rising order. */
  get sizes(): number[] {
    return [...new Set(this.#rows.map(({ users }) => users))].toSorted((a, b) => a - b);
  }

  /** In the order of measuring. */
  get jobs(): MeasuredJob[] {
    return [...new Set(this.#rows.map(({ job }) => job))];
  }

  get systems(): string[] {
    return [...new Set(this.#rows.map(({ system }) => system))];
  }
}
