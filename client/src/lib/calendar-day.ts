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
