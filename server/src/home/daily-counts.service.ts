import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read } from '../database/reads.js';

/** The counts of a day, by their names in the database. */
type Kind =
  | 'SIGN_INS'
  | 'PEOPLE'
  | 'FAILURES'
  | 'TOTAL_ACTIVE'
  | 'TOTAL_INVITED'
  | 'TOTAL_NEVER_SIGNED_IN'
  | 'TOTAL_WITHOUT_SECOND_FACTOR';

export interface DailyCounts {
  counts: Partial<Record<Kind, number>>;
  isCapped: boolean;
}

/** The limit of entries per action that are counted for days without kept counts. */
const CAP = 10_000;

/** Inserts the counts of days that have ended, see the migration. */
export async function sweepDailyCounts(db: QueryExecutorProvider): Promise<void> {
  await sql`select keep_daily_counts()`.execute(db);
}

/** The counts of the days since `first`, by day: the kept ones, and of the days after them those of the newest entries, without the people. */
export async function readDailyCounts(
  db: QueryExecutorProvider,
  first: string,
): Promise<Map<string, DailyCounts>> {
  const rows = await read(db, statement(first), 'generic');
  const days = new Map<string, DailyCounts>();
  for (const { day, kind, count, is_capped } of rows) {
    const counted = days.get(day) ?? { counts: {}, isCapped: false };
    counted.counts[kind] = Number(count);
    counted.isCapped ||= is_capped;
    days.set(day, counted);
  }
  return days;
}

interface Row {
  day: string;
  kind: Kind;
  count: string | number;
  is_capped: boolean;
}

/** The oldest day among the newest entries may have more entries than were read. */
function statement(first: string): RawBuilder<Row> {
  return sql<Row>`with kept as materialized (select day, kind, count from daily_counts where day >= ${first}::date),
    since as materialized (select coalesce(max(day) + 1, ${first}::date) as day from kept where kind = 'SIGN_INS'),
    ${newest('signed', 'SIGNED_IN', 'SIGN_INS')}, ${newest('failed', 'SIGN_IN_FAILED', 'FAILURES')}
    select to_char(day, 'YYYY-MM-DD') as day, kind, count, false as is_capped from kept
    union all select * from signed
    union all select * from failed`;
}

/** Reads the index alone: it has the moment, and nothing else is counted. */
function newest(name: string, action: string, kind: Kind): RawBuilder<unknown> {
  return sql`${sql.raw(name)} as (select to_char(day, 'YYYY-MM-DD') as day, ${sql.lit(kind)} as kind,
      least(count(*), ${sql.lit(CAP)}) as count,
      sum(count(*)) over () > ${sql.lit(CAP)} and day = min(day) over () as is_capped
    from (select (occurred_at at time zone 'UTC')::date as day from (select a.occurred_at
      from audit_entries a where a.action = ${sql.lit(action)}
        and a.occurred_at >= (select day::timestamp at time zone 'UTC' from since)
      order by a.occurred_at desc, a.id desc limit ${sql.lit(CAP + 1)}) as entries) as days group by day)`;
}
