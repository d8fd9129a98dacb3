import { firstOfLastDays, readDay } from '../../lib/language/calendar-day';

/** Ranges of days that end today, as addresses have them; `older` is before all of them. */
export const DAY_RANGES = ['today', '7d', '30d', '90d', 'older'] as const;
export type DayRange = (typeof DAY_RANGES)[number];

/** Today is one of the days. */
const DAYS: Record<DayRange, number> = { today: 1, '7d': 7, '30d': 30, '90d': 90, older: 90 };

/** The moments of a range, whose days are those of the reader's time zone. */
export function rangeOf(range: DayRange | undefined): { from?: string; until?: string } | undefined {
  if (!range) return undefined;
  const first = readDay(firstOfLastDays(DAYS[range]))?.toISOString();
  return range === 'older' ? { until: first } : { from: first };
}
