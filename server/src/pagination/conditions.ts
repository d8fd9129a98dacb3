import { type RawBuilder, sql } from 'kysely';
import type { DateTimeRange } from '../scalars/date-time-range.input.js';

export type Condition = RawBuilder<boolean>;

/**
 * One value is compared by `=`, as an index scan then keeps the order of the further columns; with `any` it does not.
 */
export function oneOf(column: RawBuilder<unknown>, values: string[], type: RawBuilder<unknown>): Condition {
  if (values.length === 1) return sql<boolean>`${column} = ${values[0]}::${type}`;
  return sql<boolean>`${column} = any(${values}::${type}[])`;
}

export function within(column: RawBuilder<unknown>, range: DateTimeRange | null | undefined): Condition[] {
  const conditions: Condition[] = [];
  if (range?.from) conditions.push(sql<boolean>`${column} >= ${range.from.toISOString()}::timestamptz`);
  if (range?.until) conditions.push(sql<boolean>`${column} < ${range.until.toISOString()}::timestamptz`);
  return conditions;
}
