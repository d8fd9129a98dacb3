import type { Job } from './system.js';

/** The jobs of the table, and signing in, which Rollcall alone has. */
export type MeasuredJob = Job | 'signIn';

export const JOBS: readonly MeasuredJob[] = [
  'list',
  'deep',
  'one',
  'search',
  'totalCount',
  'byStatus',
  'create',
  'signIn',
];

/** What one system did in one round. */
export interface Sample {
  requests: number;
  requestsPerSecond: number;
  /** Milliseconds; null if the tool does not tell. */
  p50: number | null;
  p99: number | null;
  /** Of `search`: by term. */
  p99ByTerm: number[];
  /** Microseconds of CPU for each request; null if there is no server, or it is on another machine. */
  serverCpu: number | null;
  databaseCpu: number | null;
  /** Resident bytes of the largest process of the system, right after the load; null if there is none. */
  memory: number | null;
}

/** All rounds of one system at one job and size, in the order of the rounds. */
export interface Row {
  users: number;
  job: MeasuredJob;
  system: string;
  /** Where it had its turns in the rounds of another size, to be compared with what ran there: that size. */
  beside?: number;
  samples: Sample[];
}

export interface Run {
  date: string;
  command: string;
  machine: { cpu: string; cores: number; memoryGb: number; system: string };
  /** Names and versions of what took part. */
  versions: Record<string, string>;
  rows: Row[];
}
