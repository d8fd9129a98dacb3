import { type RawBuilder, sql } from 'kysely';

/** The days of each range, that of today among them; by the names of the API. */
export const DAY_RANGES = { TODAY: 1, LAST_7_DAYS: 7, LAST_30_DAYS: 30, LAST_90_DAYS: 90 } as const;

export const RANGE_NAMES = [...Object.keys(DAY_RANGES), 'OLDER'];

/** The first moment of each range in a time zone: rows of `place`, `value` and `since`, the shortest first. */
export function rangeStarts(timeZone: string): RawBuilder<unknown> {
  const days = Object.values(DAY_RANGES).map((each) => each - 1);
  return sql`select place, value,
      (date_trunc('day', now() at time zone ${timeZone}) - days * interval '1 day') at time zone ${timeZone} as since
    from unnest(${Object.keys(DAY_RANGES)}::text[], ${days}::int[]) with ordinality as r (value, days, place)`;
}

/** Milliseconds since 1970, as numbers are the same on every connection. */
export function epochMs(moment: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(extract(epoch from ${moment}) * 1000)::float8`;
}
