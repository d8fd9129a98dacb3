/** The day of a moment in a time zone, as YYYY-MM-DD. */
export function today(now: Date, timeZone: string): string {
  return new Date(now.getTime() + offsetOf(now.getTime(), timeZone)).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/**
 * The first moment of a day (YYYY-MM-DD) in a time zone, or of the day `later` days after it; undefined if there is no such
 * day. `client/src/lib/language/calendar-day.ts` computes the same.
 */
export function momentOfDay(text: string, later: number, timeZone: string): Date | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const given = new Date(Date.UTC(year, month - 1, day));
  // Also refuses years before 100, which Date.UTC reads as years of the last century.
  if (given.toISOString().slice(0, 10) !== text) return undefined;
  const midnight = Date.UTC(year, month - 1, day + later);
  // The clocks may change in between. Where they skip midnight, the day begins when they do.
  const before = midnight - offsetOf(midnight - DAY_MS, timeZone);
  const after = midnight - offsetOf(midnight + DAY_MS, timeZone);
  const isMidnight = (moment: number) => moment + offsetOf(moment, timeZone) === midnight;
  return new Date([before, after].sort((a, b) => a - b).find(isMidnight) ?? before);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By how many milliseconds the clocks of a time zone are ahead of UTC at a moment. */
function offsetOf(moment: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? formatOf(timeZone);
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(moment / 1000) * 1000;
}

/** Making one takes some 50 µs, and there are some 600 zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
