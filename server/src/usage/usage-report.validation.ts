import { BUCKETS } from './usage-buckets.js';
import { UsageFeature, UsageOutcome } from './usage.enums.js';

/** How often a feature was used with an outcome, and how long that took. */
export interface UsageCount {
  feature: UsageFeature;
  outcome: UsageOutcome;
  n: number;
  sumMs: number;
  buckets: number[];
}

/** A console sends once a minute, and no person uses a feature more often. */
const MAX_N = 1_000;

const MAX_SUM_MS = MAX_N * 86_400_000;

const FEATURES = new Set<unknown>(Object.values(UsageFeature));
const OUTCOMES = new Set<unknown>(Object.values(UsageOutcome));

/**
 * Checks a console's report: names of the enums, and numbers. Nothing else is stored.
 * @returns undefined if it is not valid
 */
export function readUsageReport(body: unknown): UsageCount[] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { counts, ...others } = body as Record<string, unknown>;
  if (!Array.isArray(counts) || Object.keys(others).length > 0) return undefined;
  if (counts.length > FEATURES.size * OUTCOMES.size) return undefined;
  return counts.every(isCount) ? counts : undefined;
}

function isCount(count: unknown): count is UsageCount {
  if (typeof count !== 'object' || count === null) return false;
  const { feature, outcome, n, sumMs, buckets, ...others } = count as Record<string, unknown>;
  if (Object.keys(others).length > 0 || !FEATURES.has(feature) || !OUTCOMES.has(outcome)) return false;
  if (!isNumber(n, MAX_N) || n === 0 || !isNumber(sumMs, MAX_SUM_MS)) return false;
  return (
    Array.isArray(buckets) && buckets.length === BUCKETS && buckets.every((each) => isNumber(each, MAX_N))
  );
}

function isNumber(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}
