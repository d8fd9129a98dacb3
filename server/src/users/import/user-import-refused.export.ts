import { type QueryExecutorProvider, sql } from 'kysely';
import { type Locale, message } from '../../messages/messages.js';
import { csvCell } from '../../texts/csv.js';
import type { ImportReason } from './check/import-row.js';
import { UserImportFormat, UserImportOutcome } from './user-import.enums.js';
import type { ImportReading, UserImportRow } from './user-import.row.js';

/** Rows of one statement: some 300 KB. */
const PAGE = 1_000;

/** Names without a field in `guessColumns`, so that the file can be uploaded again unchanged. */
const [LINE, REASON] = ['importLine', 'importReason'];

interface Refused {
  number: number;
  line: number;
  raw: Buffer;
  reasons: ImportReason[];
}

/**
 * The refused rows with their original bytes, behind the line and the reason. Rows may be ragged, so these two come first. In
 * encodings other than UTF-8, the reasons are codes, which are ASCII in each of them.
 */
export async function* refusedFile(
  db: QueryExecutorProvider,
  { id }: Pick<UserImportRow, 'id'>,
  reading: ImportReading,
  locale: Locale,
): AsyncGenerator<Buffer> {
  const isUtf8 = reading.encoding === 'utf-8' || reading.encoding.startsWith('utf-16');
  const text = (reasons: ImportReason[]) =>
    reasons
      .map(({ code, field, key, params }) =>
        [field, isUtf8 ? message(locale, key, params) : code].filter(Boolean).join(': '),
      )
      .join(' ');
  const isCsv = reading.format === UserImportFormat.CSV;
  const { delimiter } = reading;
  if (isCsv) {
    const head = [LINE, REASON, ''].join(delimiter ?? ',');
    yield Buffer.concat([Buffer.from(head), ended(Buffer.from(reading.head, 'base64'))]);
  }
  let after = 0;
  for (;;) {
    const { rows } = await sql<Refused>`select number, line, raw, reasons from user_import_rows
      where import_id = ${id}::uuid and outcome = ${UserImportOutcome.REFUSED} and number > ${after}
      order by number limit ${PAGE}`.execute(db);
    const lines = rows.map(({ line, raw, reasons }) =>
      isCsv
        ? Buffer.concat([
            Buffer.from([String(line), csvCell(text(reasons)), ''].join(delimiter ?? ',')),
            ended(raw),
          ])
        : ended(marked(raw, { [LINE]: line, [REASON]: text(reasons) })),
    );
    if (lines.length > 0) yield Buffer.concat(lines);
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.number ?? after;
  }
}

/** An object gets two more keys at its beginning. A line that is not an object stays unchanged. */
function marked(raw: Buffer, more: object): Buffer {
  const start = raw.findIndex((byte) => byte !== 0x20 && byte !== 0x09);
  if (raw[start] !== '{'.charCodeAt(0)) return raw;
  const rest = raw.subarray(start + 1);
  const isEmpty = /^\s*\}/.test(rest.subarray(0, 20).toString('latin1'));
  const head = JSON.stringify(more).slice(0, -1) + (isEmpty ? '' : ',');
  return Buffer.concat([Buffer.from(head), rest]);
}

/** The record with exactly one line break, at its end: the parser assigns line breaks to either side. */
function ended(raw: Buffer): Buffer {
  const isBreak = (byte: number | undefined) => byte === 0x0a || byte === 0x0d;
  let [start, end] = [0, raw.length];
  while (start < end && isBreak(raw[start])) start += 1;
  while (end > start && isBreak(raw[end - 1])) end -= 1;
  return Buffer.concat([raw.subarray(start, end), Buffer.from('\r\n')]);
}
