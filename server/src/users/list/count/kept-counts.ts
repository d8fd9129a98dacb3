import { type RawBuilder, sql } from 'kysely';
import type { DateTimeRange } from '../../../scalars/date-time-range.input.js';

/** The counts of users outside the bin that triggers keep, with the same cost at any size: see decision 39. */

/** How many users have any of these statuses. */
export function keptOfStatuses(statuses: readonly string[]): RawBuilder<number> {
  return sql`(select coalesce(sum(count), 0) from user_counts where status = any(${statuses}::text[]))`;
}

/** How many users have values of a facet: a user with several of them is counted for each. */
export function keptOfFacet(facet: string, values: RawBuilder<unknown>): RawBuilder<number> {
  return sql`(select coalesce(sum(c.count), 0) from user_facet_counts c
    where c.facet = ${sql.lit(facet)} and c.value = any(${values}))`;
}

/** How many users have something, or do not have it. */
export function keptOfHaving(facet: 'second_factor' | 'never_signed_in', has: boolean): RawBuilder<number> {
  const having = sql<number>`(select coalesce(sum(c.count), 0) from user_facet_counts c where c.facet = ${sql.lit(facet)})`;
  if (has) return having;
  return sql`((select coalesce(sum(count), 0) from user_counts where status <> 'DELETED') - ${having})`;
}

/** How many users were created, or last signed in, on the days of UTC that a range touches. */
export function keptOfDays(
  facet: 'created' | 'signed_in',
  { from, until }: DateTimeRange,
): RawBuilder<number> {
  const bounds = [
    ...(from ? [sql`c.value >= ${dayOf(from)}`] : []),
    ...(until ? [sql`c.value <= ${dayOf(until)}`] : []),
  ];
  return sql`(select coalesce(sum(c.count), 0) from user_facet_counts c
    where ${sql.join([sql`c.facet = ${sql.lit(facet)}`, ...bounds], sql` and `)})`;
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
