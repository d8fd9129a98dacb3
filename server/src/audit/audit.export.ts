import type { QueryExecutorProvider } from 'kysely';
import { toIsoText } from '../scalars/date-time.scalar.js';
import { conditionsOf, ORDER, readEntries, withUsers } from './audit.list.js';
import type { AuditWhere } from './audit.types.js';
import { BYTE_ORDER_MARK, csvLine } from '../texts/csv.js';
import { visibleDifferences } from './personal-changes.js';

/** Entries read by one statement: some 500 KB. */
const PAGE = 1_000;

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type ExportEntry = Record<(typeof COLUMNS)[number], string | null> & { changes: object };

const COLUMNS = [
  'id',
  'occurredAt',
  'action',
  'actorId',
  'actorEmail',
  'sessionId',
  'tokenId',
  'targetType',
  'targetId',
  'targetEmail',
  'requestId',
  'address',
] as const;

/**
 * The audit trail as text, newest first. It is read a page at a time, so that only one page is in memory.
 * @param named whether addresses of users are shown
 */
export async function* exportAudit(
  db: QueryExecutorProvider,
  where: AuditWhere,
  format: ExportFormat,
  named: boolean,
): AsyncGenerator<string> {
  if (format === 'csv') yield BYTE_ORDER_MARK + csvLine([...COLUMNS, 'changes']);
  const line = format === 'csv' ? csvEntry : (entry: ExportEntry) => `${JSON.stringify(entry)}\n`;
  for await (const entries of pages(db, where, named)) yield entries.map(line).join('');
}

async function* pages(
  db: QueryExecutorProvider,
  where: AuditWhere,
  named: boolean,
): AsyncGenerator<ExportEntry[]> {
  const conditions = conditionsOf(where);
  const email = named ? new Set(['email']) : undefined;
  let last: { key: string; id: string } | undefined;
  do {
    const after = last && { order: ORDER.name, ...last };
    const read = await readEntries(db, conditions, { size: PAGE, fromEnd: false, after, before: undefined });
    const rows = read.slice(0, PAGE);
    const entries = await withUsers(db, rows, { actor: email, target: email });
    yield entries.map(({ actor, target, occurredAt, key: _key, ...entry }, row) => ({
      ...entry,
      occurredAt: toIsoText(occurredAt),
      actorEmail: actor?.email ?? null,
      targetEmail: target?.email ?? null,
      changes: visibleDifferences(rows[row]?.changes ?? {}, named),
    }));
    last = read.length > PAGE ? rows.at(-1) : undefined;
  } while (last);
}

function csvEntry({ changes, ...entry }: ExportEntry): string {
  return csvLine([...COLUMNS.map((column) => entry[column] ?? ''), JSON.stringify(changes)]);
}
