import type { QueryExecutorProvider } from 'kysely';
import type { Locale } from '../../messages/messages.js';
import { BYTE_ORDER_MARK, csvLine } from '../../texts/csv.js';
import { findUsersByIds } from '../../users/user-lookup.service.js';
import { type ItemsOf, messageOf, readItems } from './bulk-item.row.js';
import type { BulkItemOutcome } from './bulk-job.enums.js';

/** Results read by one statement: some 200 KB. */
const PAGE = 1_000;

const COLUMNS = ['number', 'userId', 'email', 'displayName', 'outcome', 'reason', 'message'];

const USER = new Set(['email', 'displayName']);

/** The results of a job as CSV, a page at a time, so that only one page is in memory. */
export async function* exportResults(
  db: QueryExecutorProvider,
  job: ItemsOf,
  outcome: BulkItemOutcome | undefined,
  locale: Locale,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS);
  let after = 0;
  for (;;) {
    const rows = await readItems(db, job, { after, outcome, limit: PAGE });
    const users = await findUsersByIds(
      db,
      rows.flatMap(({ userId }) => userId ?? []),
      USER,
    );
    const lines = rows.map((row) => {
      const { number, userId, outcome: result, reason } = row;
      const user = users.get(userId ?? '');
      const text = messageOf(row, job.kind, locale);
      const cells = [String(number), userId, user?.email, user?.displayName, result, reason, text];
      return csvLine(cells.map((cell) => cell ?? ''));
    });
    if (lines.length > 0) yield lines.join('');
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.number ?? after;
  }
}
