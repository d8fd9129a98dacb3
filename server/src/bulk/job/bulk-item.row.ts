import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../../database/reads.js';
import { type Locale, message, type MessageKey } from '../../messages/messages.js';
import type { CursorOrder } from '../../pagination/cursor.js';
import { pageOf } from '../../pagination/page.js';
import { type PageArgs, readPageWindow } from '../../pagination/page-window.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { findUsersByIds } from '../../users/user-lookup.service.js';
import type { Refusal } from '../../refusals/refusal.js';
import { BulkChangeKind } from '../change/bulk-change.enums.js';
import type { BulkItemOutcome } from './bulk-job.enums.js';
import type { BulkJobRow } from './bulk-job.row.js';

interface BulkItemRow {
  number: number;
  userId: string | null;
  isCreated: boolean;
  line: number | null;
  /** Of a refused row of an import, while the upload is kept. */
  reasons: Pick<Refusal, 'key' | 'params'>[] | null;
  outcome: BulkItemOutcome | null;
  reason: UserErrorCode | null;
}

export type ItemsOf = Pick<BulkJobRow, 'id' | 'kind' | 'change' | 'undoOf'>;

const ORDER: CursorOrder = { name: 'NUMBER', isKey: (text) => /^\d{1,9}$/.test(text) };

type ItemArgs = PageArgs & { outcome?: BulkItemOutcome | null };

/**
 * A page of the results of a job, in its order. One statement for the results, one for the users.
 * @param fields of the users; undefined if they are not asked for
 */
export async function listItems(
  db: QueryExecutorProvider,
  job: ItemsOf,
  args: ItemArgs,
  fields: ReadonlySet<string> | undefined,
  locale: Locale,
) {
  const window = readPageWindow(args, ORDER);
  const after = window.after ? Number(window.after.key) : 0;
  const rows = await readItems(db, job, { after, outcome: args.outcome, limit: window.size + 1 });
  const users = await findUsersByIds(
    db,
    fields ? rows.flatMap(({ userId }) => userId ?? []) : [],
    fields ?? new Set(),
  );
  const named = rows.map((row) => ({
    ...row,
    // The cursor holds the job's id, as a number alone is no place in a list.
    id: job.id,
    key: String(row.number),
    user: users.get(row.userId ?? '') ?? null,
    message: messageOf(row, job.kind, locale),
  }));
  return pageOf(named, ORDER.name, window);
}

/** Results after a number: a range of the primary key, or of the index of the outcome. */
export function readItems(
  db: QueryExecutorProvider,
  { id, change, undoOf }: ItemsOf,
  { after, outcome, limit }: { after: number; outcome?: BulkItemOutcome | null | undefined; limit: number },
): Promise<BulkItemRow[]> {
  const only = outcome == null ? sql`true` : sql`i.outcome = ${outcome}`;
  // Of an undo, the numbers are no longer those of the file.
  const file = undoOf === null ? (change.importId ?? null) : null;
  const statement = sql<BulkItemRow>`select i.number, i.user_id as "userId", i.outcome, i.reason,
      coalesce(i.before ? 'created', false) as "isCreated", r.line, r.reasons
    from bulk_items i left join user_import_rows r on r.import_id = ${file}::uuid and r.number = i.number
    where i.job_id = ${id}::uuid and i.number > ${after}::int and ${only} order by i.number limit ${limit}`;
  return read(db, statement, 'custom');
}

const REASONS: Partial<Record<UserErrorCode, MessageKey>> = {
  NOT_FOUND: 'userError.notFound.user',
  SELF: 'userError.self',
  NOT_ALLOWED: 'userError.notAllowed.user',
  LAST_OWNER: 'userError.lastOwner',
  EMAIL_TAKEN: 'userError.emailTaken',
  STALE_VERSION: 'userError.bulk.changedSince',
};

/** Of an import whose upload is not kept any more. */
const IMPORT_REASONS: Partial<Record<UserErrorCode, MessageKey>> = {
  DUPLICATE: 'userError.import.duplicate',
  REQUIRED: 'userError.import.required',
};

/** Of INVALID, by kind. */
const INVALID: Partial<Record<BulkChangeKind, MessageKey>> = {
  ERASE: 'userError.erase.notInBin',
  ADD_ROLE: 'userError.role.notFound',
  REMOVE_ROLE: 'userError.role.notFound',
};

/** Why the user was refused; null if they were not. */
export function messageOf(
  { reason, reasons }: Pick<BulkItemRow, 'reason' | 'reasons'>,
  kind: BulkChangeKind,
  locale: Locale,
): string | null {
  if (!reason) return null;
  if (reasons?.length) return reasons.map(({ key, params }) => message(locale, key, params)).join(' ');
  return message(locale, reasonKey(reason, kind));
}

/** The text of the rule that refused a user, as the single write has it. */
export function reasonKey(reason: UserErrorCode, kind: BulkChangeKind): MessageKey {
  if (kind === BulkChangeKind.IMPORT) {
    return IMPORT_REASONS[reason] ?? REASONS[reason] ?? 'userError.import.invalid';
  }
  if (reason !== UserErrorCode.INVALID) return REASONS[reason] ?? 'userError.notAllowed.user';
  return INVALID[kind] ?? 'userError.invite.notInvited';
}
