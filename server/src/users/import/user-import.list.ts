import { type QueryExecutorProvider, sql } from 'kysely';
import { textOf } from '../../audit/audit.service.js';
import { read } from '../../database/reads.js';
import type { Locale } from '../../messages/messages.js';
import type { CursorOrder } from '../../pagination/cursor.js';
import { pageOf } from '../../pagination/page.js';
import { type PageArgs, readPageWindow } from '../../pagination/page-window.js';
import { toUserError } from '../../refusals/user-error.type.js';
import type { ImportReason } from './check/import-row.js';
import type { UserImportOutcome } from './user-import.enums.js';

interface Row {
  number: number;
  line: number;
  outcome: UserImportOutcome;
  reasons: ImportReason[];
  userId: string | null;
  email: string | null;
  displayName: string | null;
  changes: Record<string, [before: string | string[] | null, after: string | string[] | null]>;
  isReclassified: boolean;
}

const ORDER: CursorOrder = { name: 'NUMBER', isKey: (text) => /^\d{1,9}$/.test(text) };

type RowArgs = PageArgs & { outcome?: UserImportOutcome | null; reclassified?: boolean | null };

/** A page of the rows of an import in the order of the file: a range of the primary key, or of an index of the outcome or the mark. */
export async function listRows(
  db: QueryExecutorProvider,
  id: string,
  { outcome, reclassified, ...args }: RowArgs,
  locale: Locale,
) {
  const window = readPageWindow(args, ORDER);
  const conditions = [
    sql`r.import_id = ${id}::uuid`,
    sql`r.number > ${window.after ? Number(window.after.key) : 0}::int`,
    ...(outcome == null ? [] : [sql`r.outcome = ${outcome}`]),
    // Not by a parameter, as the index has only the rows that are marked.
    ...(reclassified == null ? [] : [reclassified ? sql`r.is_reclassified` : sql`not r.is_reclassified`]),
  ];
  const statement = sql<Row>`select r.number, r.line, r.outcome, r.reasons, r.matched as "userId",
      coalesce(r.texts->>'email', u.email) as email, coalesce(r.texts->>'displayName', u.display_name) as "displayName",
      r.changes, r.is_reclassified as "isReclassified"
    from user_import_rows r left join users u on u.id = r.matched
    where ${sql.join(conditions, sql` and `)} order by r.number limit ${window.size + 1}`;
  const rows = await read(db, statement, 'custom');
  const shown = rows.map(({ reasons, changes, ...row }) => ({
    ...row,
    // The cursor holds the import's id, as a number alone is no place in a list.
    id,
    key: String(row.number),
    reasons: reasons.map(({ field, ...each }) =>
      toUserError({ ...each, path: field === null ? [] : [field] }, locale),
    ),
    changes: Object.entries(changes).map(([field, [before, after]]) => ({
      field,
      before: textOf(before),
      after: textOf(after),
    })),
  }));
  return pageOf(shown, ORDER.name, window);
}
