import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './conditions.js';
import type { PageWindow } from './page-window.js';

/**
 * The where, order and limit of a statement over `table` that reads a page of a list ordered newest first, and one row
 * more.
 * @param moment a column that is never null; the id breaks ties
 */
export function newestFirst(
  table: string,
  moment: string,
  conditions: readonly Condition[],
  { size, fromEnd, after, before }: PageWindow,
): RawBuilder<unknown> {
  const [key, id] = [sql.ref(`${table}.${moment}`), sql.ref(`${table}.id`)];
  const place = ({ key: at, id: of }: { key: string; id: string }) => sql`(${at}::timestamptz, ${of}::uuid)`;
  const bounds = [
    ...(after ? [sql<boolean>`(${key}, ${id}) < ${place(after)}`] : []),
    ...(before ? [sql<boolean>`(${key}, ${id}) > ${place(before)}`] : []),
  ];
  const direction = fromEnd ? sql`asc` : sql`desc`;
  return sql`where ${sql.join([sql`true`, ...conditions, ...bounds], sql` and `)}
    order by ${key} ${direction}, ${id} ${direction} limit ${size + 1}`;
}
