import type { MeasuredJob } from '../result.js';
import { middle, pairedRatio, type Ratio, type Rows, wholeCpu } from './figures.js';
import { figure, ratio as ratioText } from './tables.js';
import { markdownTable } from './table.js';

/** What a job costs Rollcall at the largest size and at the smallest, round by round. */
interface Growth {
  job: MeasuredJob;
  users: number;
  from: number;
  /** Microseconds of CPU, of server and database. */
  large: number | null;
  small: number | null;
  ratio: Ratio | null;
}

export function growths(rows: Rows): Growth[] {
  const users = rows.sizes.at(-1) ?? 0;
  return rows.jobs.flatMap((job) => {
    const row = rows.find(users, job, 'rollcall');
    const beside = row && rows.beside(row);
    if (!beside) return [];
    return {
      job,
      users,
      from: beside.users,
      large: middle(row, wholeCpu),
      small: middle(beside, wholeCpu),
      ratio: pairedRatio(row, beside, wholeCpu),
    };
  });
}

export function growthTable(all: Growth[]): string {
  const [first] = all;
  if (!first) return '';
  const at = (users: number) => `at ${users.toLocaleString('en')}, µs`;
  return markdownTable(
    ['job', at(first.from), at(first.users), 'ratio'],
    all.map(({ job, small, large, ratio }) => [job, figure(small, 0), figure(large, 0), ratioText(ratio)]),
  );
}
