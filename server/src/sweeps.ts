import type { Sweep } from './database/sweeper.js';
import { sweepBulkItems } from './bulk/job/bulk-sweep.service.js';
import type { Env } from './env.js';
import { sweepDailyCounts } from './home/daily-counts.service.js';
import { sweepIdempotencyKeys } from './idempotency/idempotency.service.js';
import { sweepSessions } from './sessions/session.service.js';
import { sweepImports } from './users/import/user-import-sweep.service.js';
import { sweepUsage } from './usage/usage.service.js';
import { binSweep } from './users/bin/user-erasure.service.js';

/** The sweeps of all features. */
export function sweepsOf({ bin }: Env): Sweep[] {
  return [
    sweepSessions,
    sweepIdempotencyKeys,
    binSweep(bin.days),
    sweepDailyCounts,
    sweepBulkItems,
    sweepImports,
    sweepUsage,
  ];
}
