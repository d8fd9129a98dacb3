import type { MeasuredJob } from '../result.js';
import { growths } from './growth.js';
import { type Figure, middle, pairedRatio, perSecond, type Rows, serverCpu, wholeCpu } from './figures.js';

/** A target and its result. */
export interface Target {
  what: string;
  aim: string;
  /** Undefined if the run lacks the needed rows. */
  found: number | undefined;
  met: boolean | undefined;
}

const ROLLCALL = 'rollcall';
const MAX_GROWTH = 1.3;
const MAX_MEMORY_MB = 180;
const MAX_SEARCH_MS = 60;
/** The margin within which two systems with the same work differ from round to round. */
const PARITY = 0.95;

/** The project's aims, which are for a million users, judged at the largest size of a run. */
export function judge(rows: Rows): Target[] {
  const users = rows.sizes.at(-1) ?? 0;
  return [
    ...ratios(rows, users),
    ...searches(rows, users),
    ...counts(rows, users),
    ...growth(rows),
    memory(rows),
  ];
}

const READS: MeasuredJob[] = ['list', 'deep', 'one'];
const CPU_AIMS: { jobs: MeasuredJob[]; against: Record<string, number> }[] = [
  { jobs: READS, against: { bare: 1, mercurius: 0.85, postgraphile: 0.35 } },
  { jobs: ['create'], against: { bare: 1, mercurius: 0.8, postgraphile: 0.45 } },
];

function ratios(rows: Rows, users: number): Target[] {
  return CPU_AIMS.flatMap(({ jobs, against }) =>
    jobs.flatMap((job) =>
      Object.entries(against).map(([system, most]) =>
        atMost(
          `${job}: CPU of server against ${system}`,
          most,
          compared(rows, users, job, system, serverCpu),
          ' ×',
        ),
      ),
    ),
  );
}

function searches(rows: Rows, users: number): Target[] {
  const row = rows.find(users, 'search', ROLLCALL);
  const worst = (row?.samples[0]?.p99ByTerm ?? []).map((_, term) =>
    middle(row, ({ p99ByTerm }) => p99ByTerm[term] ?? null),
  );
  const known = worst.filter((value) => value !== null);
  return [
    ...[
      ['bare', PARITY],
      ['mercurius', 1],
      ['postgraphile', 1],
    ].map(([system, least]) =>
      atLeast(
        `search: requests/s against ${system}`,
        Number(least),
        compared(rows, users, 'search', String(system), perSecond),
      ),
    ),
    atMost(
      'search: p99 of the slowest term',
      MAX_SEARCH_MS,
      known.length > 0 ? Math.max(...known) : undefined,
      ' ms',
    ),
  ];
}

/** Of server and database together, as the database does the counting. */
function counts(rows: Rows, users: number): Target[] {
  const counted = rows.find(users, 'totalCount', ROLLCALL);
  const own = divided(middle(counted, wholeCpu), middle(rows.find(users, 'list', ROLLCALL), wholeCpu));
  return [
    atMost('totalCount: CPU in all against the list without it', MAX_GROWTH, own, ' ×'),
    ...['mercurius', 'postgraphile'].map((system) => {
      const share = compared(rows, users, 'totalCount', system, wholeCpu);
      return atLeast(`totalCount: times less CPU in all than ${system}`, 20, share && 1 / share);
    }),
  ];
}

/** Search is separate, as its cost depends on the number of matches. */
function growth(rows: Rows): Target[] {
  return growths(rows).map(({ job, users, from, ratio }) =>
    atMost(
      `${job}: CPU in all at ${users.toLocaleString('en')} users against ${from.toLocaleString('en')}`,
      MAX_GROWTH,
      ratio?.median,
      ' ×',
    ),
  );
}

function memory(rows: Rows): Target {
  const held = rows.sizes.flatMap((users) =>
    rows.jobs.flatMap(
      (job) => rows.find(users, job, ROLLCALL)?.samples.map((sample) => sample.memory ?? 0) ?? [],
    ),
  );
  const most = held.length > 0 ? Math.max(...held) / 2 ** 20 : undefined;
  return atMost('memory of one process, at most', MAX_MEMORY_MB, most, ' MB');
}

function compared(
  rows: Rows,
  users: number,
  job: MeasuredJob,
  system: string,
  figure: Figure,
): number | undefined {
  return pairedRatio(rows.find(users, job, ROLLCALL), rows.find(users, job, system), figure)?.median;
}

function divided(value: number | null, by: number | null): number | undefined {
  return value === null || !by ? undefined : value / by;
}

function atMost(what: string, most: number, found: number | undefined, unit: string): Target {
  return { what, aim: `≤ ${most}${unit}`, found, met: found === undefined ? undefined : found <= most };
}

function atLeast(what: string, least: number, found: number | undefined): Target {
  return { what, aim: `≥ ${least} ×`, found, met: found === undefined ? undefined : found >= least };
}
