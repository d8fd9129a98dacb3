/**
 * The first moment of a day (YYYY-MM-DD) where the reader is, or of one that many days later; undefined where there
 * is no such day.
 */
export function readDay(text: string | undefined, later = 0): Date | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const start = new Date(year, month - 1, day);
  const exists = start.getFullYear() === year && start.getMonth() === month - 1 && start.getDate() === day;
  return exists ? new Date(year, month - 1, day + later) : undefined;
}

/** The first of so many days that end today, where the reader is: YYYY-MM-DD. */
export function firstOfLastDays(count: number): string {
  const now = new Date();
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - count + 1);
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${first.getFullYear()}-${digits(first.getMonth() + 1)}-${digits(first.getDate())}`;
}
