import { type QueryExecutorProvider, sql } from 'kysely';
import { type UserFilter } from './user.filter.js';
import { UserStatus } from './user.enums.js';
import type { UserWhere } from './user.where.js';

export interface UserCount {
  totalCount: number;
  totalCountIsCapped: boolean;
}

/** For lists whose count nobody asked for. */
export const NOT_COUNTED: UserCount = { totalCount: 0, totalCountIsCapped: false };

/**
 * Where counting stops, so that a count's cost is bounded whatever the filter: 10 to 50 ms at a million users, and 0.5 s
 * for one or two characters that most have, whose pairs are then worked out for each row counted.
 */
const CAP = 10_000;

/**
 * How many users a list holds. Everyone, and filters by status alone, are read from the counts that the database
 * keeps (exact, the same cost at any size); any other filter is counted up to 10,000.
 */
export async function countUsers(
  db: QueryExecutorProvider,
  where: UserWhere | null | undefined,
  search: string | null | undefined,
  filter: UserFilter,
): Promise<UserCount> {
  if (filter.length === 0) return NOT_COUNTED;
  const { status, ...others } = where ?? {};
  const byStatusAlone = !search?.trim() && Object.values(others).every((condition) => condition == null);
  return byStatusAlone ? countByStatus(db, status) : countUpToCap(db, filter);
}

async function countByStatus(
  db: QueryExecutorProvider,
  status: UserStatus[] | null | undefined,
): Promise<UserCount> {
  const statuses = status ?? Object.values(UserStatus).filter((value) => value !== UserStatus.DELETED);
  const { rows } = await sql<{ count: string }>`select coalesce(sum(count), 0) as count
    from user_counts where status = any(${statuses}::text[])`.execute(db);
  return { totalCount: Number(rows[0]?.count), totalCountIsCapped: false };
}

async function countUpToCap(db: QueryExecutorProvider, filter: UserFilter): Promise<UserCount> {
  // Ordered, though a count needs no order: PostgreSQL then walks an index until it has enough, where it would
  // read through the table for a filter that many meet.
  const parts = filter.map(
    (clauses) => sql`(select 1 from users u where ${sql.join(
      clauses.map(({ condition }) => condition),
      sql` and `,
    )}
      order by u.created_at, u.id limit ${CAP + 1})`,
  );
  const { rows } = await sql<{ count: string }>`select count(*) as count
    from (${sql.join(parts, sql` union all `)}) as found`.execute(db);
  const found = Number(rows[0]?.count);
  return { totalCount: Math.min(found, CAP), totalCountIsCapped: found > CAP };
}
