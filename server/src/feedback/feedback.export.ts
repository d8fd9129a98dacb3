import type { QueryExecutorProvider } from 'kysely';
import { toIsoText } from '../scalars/date-time.scalar.js';
import { BYTE_ORDER_MARK, csvLine } from '../texts/csv.js';
import { type FeedbackRow, readFeedback } from './feedback.row.js';
import type { FeedbackWhere } from './feedback.types.js';

/** Entries read by one statement. */
const PAGE = 1_000;

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const COLUMNS = [
  'id',
  'createdAt',
  'kind',
  'state',
  'text',
  'page',
  'hasPicture',
  'answer',
  'answeredAt',
  'senderId',
  'senderName',
  'senderEmail',
] as const;

type Exported = Record<(typeof COLUMNS)[number], string | boolean | null>;

/**
 * Feedback as text, newest first, without the pictures. It is read a page at a time, so that only one page is in memory.
 * @param isNamed whether the names and addresses of the senders are shown
 */
export async function* exportFeedback(
  db: QueryExecutorProvider,
  where: FeedbackWhere,
  format: ExportFormat,
  isNamed: boolean,
): AsyncGenerator<string> {
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine(COLUMNS);
  let last: FeedbackRow | undefined;
  do {
    const after = last && { order: '', key: last.key, id: last.id };
    const read = await readFeedback(db, where, { size: PAGE, fromEnd: false, after, before: undefined });
    const rows = read.slice(0, PAGE);
    yield rows.map((row) => lineOf(exported(row, isNamed), format)).join('');
    last = read.length > PAGE ? rows.at(-1) : undefined;
  } while (last);
}

function exported(row: FeedbackRow, isNamed: boolean): Exported {
  return {
    ...row,
    createdAt: toIsoText(row.createdAt),
    answeredAt: row.answeredAt && toIsoText(row.answeredAt),
    senderName: isNamed ? row.senderName : null,
    senderEmail: isNamed ? row.senderEmail : null,
  };
}

function lineOf(entry: Exported, format: ExportFormat): string {
  if (format === 'csv') return csvLine(COLUMNS.map((column) => String(entry[column] ?? '')));
  return `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, entry[column]])))}\n`;
}
