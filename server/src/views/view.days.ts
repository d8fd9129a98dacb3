/** The day of a moment in a time zone, as YYYY-MM-DD. */
export function today(now: Date, timeZone: string): string {
  return new Date(now.getTime() + offsetOf(now.getTime(), timeZone)).toISOString().slice(0, 10);
}

/**
 * The first moment of a day (YYYY-MM-DD) in a time zone, or of the day `later` days after it; undefined if there is no such
 * day. Where clocks are set forward at midnight, it may be the hour before.
 */
export function momentOfDay(text: string, later: number, timeZone: string): Date | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const given = new Date(Date.UTC(year, month - 1, day));
  // Also refuses years before 100, which Date.UTC reads as years of the last century.
  if (given.toISOString().slice(0, 10) !== text) return undefined;
  const midnight = Date.UTC(year, month - 1, day + later);
  // The second time with the offset there: clocks may be changed between.
  const near = midnight - offsetOf(midnight, timeZone);
  return new Date(midnight - offsetOf(near, timeZone));
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
