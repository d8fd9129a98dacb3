import { timeZone } from './time-zone';

const DAY_MS = 86_400_000;

/** The day of a moment in the reader's time zone: YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  return new Date(moment.getTime() + offsetOf(moment.getTime())).toISOString().slice(0, 10);
}

/** How many days later a moment is than another, in the reader's time zone. */
export function daysBetween(from: Date, to: Date): number {
  return (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY_MS;
}

/**
 * The first moment of a day (YYYY-MM-DD) in the reader's time zone, or of one that many days later; undefined where there
 * is no such day.
 */
export function readDay(text: string | undefined, later = 0): Date | undefined {
  if (!text || !/^(?!00)\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const midnight = Date.parse(text);
  // Some engines read February 30 as March 2.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== text) return undefined;
  return startOf(midnight + later * DAY_MS);
}

/** The first of so many days that end today, in the reader's time zone: YYYY-MM-DD. */
export function firstOfLastDays(count: number): string {
  const today = Date.parse(dayOf(new Date()));
  return new Date(today - (count - 1) * DAY_MS).toISOString().slice(0, 10);
}

/** @param midnight of the day, as if it were in UTC */
function startOf(midnight: number): Date {
  // The clocks may change in between. Where they skip midnight, the day begins when they do.
  const before = midnight - offsetOf(midnight - DAY_MS);
  const after = midnight - offsetOf(midnight + DAY_MS);
  const isMidnight = (moment: number) => moment + offsetOf(moment) === midnight;
  return new Date([before, after].sort((a, b) => a - b).find(isMidnight) ?? before);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By how many milliseconds the clocks of the reader's time zone are ahead of UTC at a moment. */
function offsetOf(moment: number): number {
  const zone = timeZone.value;
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = new Date(0);
  shown.setUTCFullYear(part('year'), part('month') - 1, part('day'));
  shown.setUTCHours(part('hour'), part('minute'), part('second'));
  return shown.getTime() - Math.floor(moment / 1000) * 1000;
}

/** Making one takes some 50 µs. */
function formatOf(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
