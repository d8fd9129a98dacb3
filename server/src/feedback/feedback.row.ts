import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { read } from '../database/reads.js';
import type { Condition } from '../pagination/conditions.js';
import { isUuid } from '../pagination/cursor.js';
import type { PageWindow } from '../pagination/page-window.js';
import type { FeedbackEntry, FeedbackWhere } from './feedback.types.js';

/** An entry as read from the database. Moments are PostgreSQL's text. */
export interface FeedbackRow extends Omit<FeedbackEntry, 'createdAt' | 'answeredAt' | 'canBeAnswered'> {
  createdAt: string;
  answeredAt: string | null;
  senderName: string;
  senderEmail: string;
  senderLocale: string | null;
  isSenderInBin: boolean;
  key: string;
}

/** Counting stops here, so that the cost of a count is bounded for every filter. */
export const CAP = 10_000;

const COLUMNS = sql`f.id, f.kind, f.state, f.text, f.page, f.picture is not null as "hasPicture", f.answer,
  f.answered_at as "answeredAt", f.created_at as "createdAt", f.user_id as "senderId", u.display_name as "senderName",
  u.email as "senderEmail", u.locale as "senderLocale", u.deleted_at is not null as "isSenderInBin", f.created_at as key`;

/** Entries of a page, newest first: one more than the window's size if the list goes on. */
export async function readFeedback(
  db: QueryExecutorProvider,
  where: FeedbackWhere,
  { size, fromEnd, after, before }: PageWindow,
): Promise<FeedbackRow[]> {
  const place = sql`(f.created_at, f.id)`;
  const bounds = [
    ...(after ? [sql<boolean>`${place} < (${after.key}::timestamptz, ${after.id}::uuid)`] : []),
    ...(before ? [sql<boolean>`${place} > (${before.key}::timestamptz, ${before.id}::uuid)`] : []),
  ];
  const direction = fromEnd ? sql`asc` : sql`desc`;
  // The page is cut before the join, which then reads one user for each of its rows.
  const statement = sql<FeedbackRow>`select ${COLUMNS} from (select * from feedback f
      where ${all([...conditionsOf(where), ...bounds])}
      order by f.created_at ${direction}, f.id ${direction} limit ${size + 1}) as f join users u on u.id = f.user_id
    order by f.created_at ${direction}, f.id ${direction}`;
  return read(db, statement, 'custom');
}

/** The number of entries, counted up to one more than CAP. */
export async function countFeedback(db: QueryExecutorProvider, where: FeedbackWhere): Promise<number> {
  const statement = sql<{ count: string }>`select count(*) as count from (select from feedback f
    where ${all(conditionsOf(where))} order by f.created_at desc, f.id desc limit ${CAP + 1}) as found`;
  return Number((await read(db, statement, 'custom'))[0]?.count);
}

export async function findFeedback(db: QueryExecutorProvider, id: string): Promise<FeedbackRow | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<FeedbackRow>`select ${COLUMNS} from feedback f join users u on u.id = f.user_id
    where f.id = ${id}::uuid`;
  return (await read(db, statement, 'short'))[0];
}

/** The picture of an entry, as an address that an `img` shows; null if it has none. */
export async function findPicture(db: QueryExecutorProvider, id: string): Promise<string | null> {
  const statement = sql<{ picture: string | null }>`select encode(picture, 'base64') as picture from feedback
    where id = ${id}::uuid`;
  const picture = (await read(db, statement, 'short'))[0]?.picture;
  // PostgreSQL breaks the lines of Base64.
  return picture == null ? null : `data:image/jpeg;base64,${picture.replaceAll('\n', '')}`;
}

function conditionsOf({ kind, state }: FeedbackWhere): Condition[] {
  return [
    ...(kind == null ? [] : [sql<boolean>`f.kind = ${kind}`]),
    ...(state == null ? [] : [sql<boolean>`f.state = ${state}`]),
  ];
}

function all(conditions: Condition[]): RawBuilder<unknown> {
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}
