import { Kysely, PostgresDialect, type QueryExecutorProvider, sql } from 'kysely';
import pg from 'pg';
import type { Viewer } from '../../../access/viewer.js';
import { connectionTo } from '../../../database/connection.js';
import type { AddressRule } from '../../validation/email-address.validation.js';
import { guessColumns } from '../file/import-columns.js';
import { encodingOf, type FileEncoding, parsedAs, withoutMark } from '../file/import-encoding.js';
import { lineRecords } from '../file/import-lines.js';
import { csvRecords, delimiterOf, ImportFileError, type ImportRecord } from '../file/import-records.js';
import { comparedRows } from './user-import-compare.service.js';
import type { UserImportOutcome } from '../user-import.enums.js';
import { UserImportFormat, UserImportMatch } from '../user-import.enums.js';
import { isKept, keptBytes } from './user-import-parts.service.js';
import { makeStage, RowStage } from './user-import-stage.service.js';
import { storable, UploadConflictError } from './user-import-upload.service.js';
import { findImport, type ImportChoices, type ImportReading } from '../user-import.row.js';

interface Check {
  databaseUrl: string;
  id: string;
  viewer: Viewer;
  choices: ImportChoices;
  addresses: AddressRule;
  /** Receives the share of the file that was read, from 0 to 1. */
  onProgress: (share: number) => void;
  /** Aborts the check, as when the client is gone. */
  signal: AbortSignal;
}

/** For one statement. Comparing a million rows takes half a minute. */
const STATEMENT_TIMEOUT_MS = 300_000;

/** Of each column. */
const MAX_SAMPLES = 3;
const SAMPLE_LENGTH = 100;

/**
 * Reads the file of an import, compares its rows with the directory, and stores the outcome that the import would have for
 * each. It changes no user. A file that cannot be read has a fault and no rows.
 * @throws UploadConflictError if the file is not there, or the import was applied
 */
export async function checkImport(check: Check): Promise<void> {
  const pool = new pg.Pool({
    ...connectionTo(check.databaseUrl, 'rollcall-import'),
    max: 1,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on('error', () => undefined);
  // The pool does not listen to a connection that is in use: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connection = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await connection.transaction().execute((db) => checkIn(db, check));
  } finally {
    await connection.destroy();
  }
}

async function checkIn(db: QueryExecutorProvider, check: Check): Promise<void> {
  const { id, viewer, choices } = check;
  const found = await findImport(db, viewer, id, true);
  if (!found || found.jobId !== null || !(await isKept(db, id, found.size))) {
    throw new UploadConflictError(found?.size ?? 0);
  }
  await sql`set local work_mem = '64MB'`.execute(db);
  await sql`delete from user_import_rows where import_id = ${id}::uuid`.execute(db);
  const reading = await howToRead(db, id, choices, choices.format ?? found.format);
  try {
    await stageFile(db, check, reading, found.size);
  } catch (error) {
    if (!(error instanceof ImportFileError)) throw error;
    await keepOutcome(db, id, reading, {}, error);
    return;
  }
  await keepOutcome(db, id, reading, await compare(db, check, reading));
}

type Reading = ImportReading & { skip: number };

async function howToRead(
  db: QueryExecutorProvider,
  id: string,
  choices: ImportChoices,
  format: UserImportFormat,
): Promise<Reading> {
  const encoding = await encodingOf(keptBytes(db, id), choices.encoding);
  const isCsv = format === UserImportFormat.CSV;
  return {
    format,
    encoding: encoding.encoding,
    isEncodingGuessed: encoding.isGuess,
    skip: encoding.skip,
    delimiter: isCsv ? (choices.delimiter ?? (await guessDelimiter(db, id, encoding))) : null,
    match: choices.match ?? UserImportMatch.ID_OR_EMAIL,
    columns: [],
    head: '',
  };
}

async function stageFile(
  db: QueryExecutorProvider,
  { id, choices, addresses, onProgress, signal }: Check,
  reading: Reading,
  size: number,
): Promise<void> {
  await makeStage(db);
  let read = 0;
  async function* counted() {
    for await (const bytes of keptBytes(db, id)) {
      signal.throwIfAborted();
      onProgress((read += bytes.length) / size);
      yield bytes;
    }
  }
  const { delimiter, match } = reading;
  const bytes = withoutMark(counted(), reading);
  const records =
    delimiter === null
      ? lineRecords(bytes)
      : csvRecords(bytes, { delimiter, encoding: parsedAs(reading.encoding) });
  const stage = new RowStage(db, addresses, match);
  let isFirst = true;
  for await (const record of records) {
    if (isFirst) {
      nameColumns(reading, record, choices);
      stage.columns = reading.columns.map(({ field }) => field);
      isFirst = false;
      continue;
    }
    sample(reading, record);
    await stage.add(record);
  }
  await stage.end();
}

async function guessDelimiter(
  db: QueryExecutorProvider,
  id: string,
  encoding: FileEncoding,
): Promise<string> {
  for await (const head of withoutMark(keptBytes(db, id), encoding)) return delimiterOf(head);
  return ',';
}

function nameColumns(reading: ImportReading, { raw, cells }: ImportRecord, choices: ImportChoices): void {
  const names = cells.map((name) => shortened(name ?? ''));
  const fields = choices.columns ?? guessColumns(names);
  reading.columns = names.map((name, index) => ({ name, field: fields[index] ?? null, samples: [] }));
  reading.head = raw.toString('base64');
}

function sample({ columns }: ImportReading, { cells }: ImportRecord): void {
  columns.forEach(({ samples }, index) => {
    const cell = cells[index];
    if (cell && samples.length < MAX_SAMPLES) samples.push(shortened(cell));
  });
}

/** The beginning of a cell, without half of a character at its end, which jsonb refuses. */
function shortened(cell: string): string {
  return storable(cell)
    .slice(0, SAMPLE_LENGTH)
    .replace(/[\ud800-\udbff]$/, '');
}

async function compare(
  db: QueryExecutorProvider,
  { id, viewer }: Check,
  reading: ImportReading,
): Promise<Counts> {
  await sql`analyze import_stage`.execute(db);
  const compared = comparedRows(sql`select number, row_id, texts, roles, reasons from import_stage`, {
    viewer,
    match: reading.match,
    isBatch: false,
  });
  const { rows } = await sql<{ outcome: UserImportOutcome; count: number }>`with ${compared},
    kept as (insert into user_import_rows (import_id, number, line, raw, row_id, texts, roles, reasons, outcome, matched, changes)
      select ${id}::uuid, s.number, s.line, s.raw, s.row_id, s.texts, s.roles, j.reasons, j.outcome, j.id, j.changes
      from judged j join import_stage s on s.number = j.number returning outcome)
    select outcome, count(*)::int as count from kept group by outcome`.execute(db);
  // Without statistics, PostgreSQL estimates one row for a new import, and the job would compare each row with each.
  await sql`analyze user_import_rows`.execute(db);
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

type Counts = Partial<Record<UserImportOutcome, number>>;

async function keepOutcome(
  db: QueryExecutorProvider,
  id: string,
  reading: ImportReading,
  { CREATED = 0, CHANGED = 0, UNCHANGED = 0, REFUSED = 0 }: Counts,
  error?: ImportFileError,
): Promise<void> {
  await sql`update user_imports set reading = ${JSON.stringify(reading)}::jsonb, fault = ${error?.fault ?? null},
      fault_line = ${error?.line ?? null}, total = ${CREATED + CHANGED + UNCHANGED + REFUSED}, created = ${CREATED},
      changed = ${CHANGED}, unchanged = ${UNCHANGED}, refused = ${REFUSED}, checked_at = clock_timestamp()
    where id = ${id}::uuid`.execute(db);
}
