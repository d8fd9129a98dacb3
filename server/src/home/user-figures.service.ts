import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read } from '../database/reads.js';

/** Figures of all users outside the bin, from the counts that triggers keep. */
export interface UserFigures {
  userCount: number;
  /** Users added, by day. */
  added: Map<string, number>;
  /** Users by the day of their last sign-in. For today, these are all who signed in. */
  lastSignedIn: Map<string, number>;
  neverSignedIn: number;
  withSecondFactor: number;
  dormant: number;
  withDepartment: number;
  /** Every language, the most frequent first. */
  languages: { value: string; count: number }[];
}

interface Row {
  facet: string;
  value: string;
  count: string | number;
}

/** The same number of values as for the facet of departments. There are at most two per user. */
const MAX_VALUES = 50_000;

/**
 * Reads a few rows for each day, department and language, so the cost does not grow with the number of users.
 * @param first the first day that is shown
 * @param dormantBefore users who last signed in on an earlier day are dormant
 */
export async function readUserFigures(
  db: QueryExecutorProvider,
  { first, dormantBefore }: { first: string; dormantBefore: string },
): Promise<UserFigures> {
  const rows = await read(db, statement(first, dormantBefore), 'generic');
  const of = (facet: string) =>
    rows.filter((row) => row.facet === facet).map(({ value, count }) => ({ value, count: Number(count) }));
  const one = (facet: string) => of(facet)[0]?.count ?? 0;
  const byDay = (facet: string) => new Map(of(facet).map(({ value, count }) => [value, count]));
  return {
    userCount: one('live'),
    added: byDay('created'),
    lastSignedIn: byDay('last_signed_in'),
    neverSignedIn: one('never_signed_in'),
    withSecondFactor: one('second_factor'),
    dormant: one('signed_in'),
    withDepartment: one('department'),
    languages: of('language').toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
  };
}

function statement(first: string, dormantBefore: string): RawBuilder<Row> {
  return sql<Row>`select facet, value, sum(count) as count from user_facet_counts
      where facet = 'created' and value >= ${first} group by facet, value
    union all select facet, '', sum(count) from user_facet_counts
      where facet in ('never_signed_in', 'second_factor') group by facet
    union all select 'last_signed_in', value, sum(count) from user_facet_counts
      where facet = 'signed_in' and value >= ${first} group by value
    union all select 'live', '', sum(count) from user_counts where status <> 'DELETED'
    union all select 'signed_in', '', sum(count) from user_facet_counts
      where facet = 'signed_in' and value < ${dormantBefore}
    union all select 'department', '', sum(count) from (select count from user_facet_counts
      where facet = 'department' order by value limit ${sql.lit(MAX_VALUES)}) as departments
    union all select 'language', value, sum(count) from (select value, count from user_facet_counts
      where facet = 'language' order by value limit ${sql.lit(MAX_VALUES)}) as languages
      group by value having sum(count) > 0`;
}
