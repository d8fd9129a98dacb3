import type { MeasuredJob, Row, Run, Sample } from '../result.js';

/** A sample as a system would leave it, for the report's tests. */
export function sample(figures: Partial<Sample> = {}): Sample {
  return {
    requests: 1000,
    requestsPerSecond: 5000,
    p50: 2,
    p99: 8,
    p99ByTerm: [],
    serverCpu: 100,
    databaseCpu: 50,
    memory: 100 * 2 ** 20,
    ...figures,
  };
}

export function row(users: number, job: MeasuredJob, system: string, samples: Sample[]): Row {
  return { users, job, system, samples };
}

export function runOf(rows: Row[]): Run {
  return {
    date: '2026-11-24',
    command: 'npx pnpm@12 bench',
    machine: { cpu: 'A processor', cores: 2, memoryGb: 24, system: 'Linux 6' },
    versions: { Node: '24.0.0', PostgreSQL: '18.4' },
    rows,
  };
}
