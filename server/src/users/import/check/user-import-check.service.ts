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
import { emptyErased, waitForErasures } from './user-import-erasures.service.js';
import type { UserImportOutcome } from '../user-import.enums.js';
import { UserImportFormat, UserImportMatch } from '../user-import.enums.js';
import { isKept, keptBytes } from './user-import-parts.service.js';
import { makeStage, RowStage } from './user-import-stage.service.js';
import { storable, UploadConflictError } from './user-import-upload.service.js';
import {
  findImport,
  type ImportChoices,
  type ImportReading,
  type UserImportRow,
} from '../user-import.row.js';

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
 * each. It changes no user. A file that cannot be read has a fault and no rows. Users who are erased meanwhile are not in the
 * outcome.
 * @throws UploadConflictError if the file is not there, or the import was applied or written meanwhile
 */
export async function checkImport(check: Check): Promise<void> {
  const pool = new pg.Pool({
    ...connectionTo(check.databaseUrl, 'rollcall-import'),
    max: 2,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on('error', () => undefined);
  // The pool does not listen to a connection that is in use: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connection = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    await connection
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (before) => {
        // It is idle during the check. The first statement takes the snapshot.
        await sql`set local idle_in_transaction_session_timeout = 0`.execute(before);
        await sql`select`.execute(before);
        await connection.transaction().execute((db) => checkIn(db, before, check));
      });
  } finally {
    await connection.destroy();
  }
}

async function checkIn(
  db: QueryExecutorProvider,
  before: QueryExecutorProvider,
  check: Check,
): Promise<void> {
  const { id, choices } = check;
  const found = await beginCheck(db, check);
  await sql`set local work_mem = '64MB'`.execute(db);
  const reading = await howToRead(db, id, choices, choices.format ?? found.format);
  const fault = await stageFile(db, check, reading, found.size).catch((error: unknown) => {
    if (error instanceof ImportFileError) return error;
    throw error;
  });
  await dropRows(db, id);
  if (!fault) await compare(db, check, reading);
  await waitForErasures(db);
  const { isAnyErased, isAboutErased } = await emptyErased(db, before, id);
  // A file with a fault has no rows that could name an erased user, but its bytes may.
  if (isAboutErased || (fault && isAnyErased)) {
    for (const column of reading.columns) column.samples = [];
    await sql`delete from user_import_parts where import_id = ${id}::uuid`.execute(db);
  }
  await keepOutcome(db, found, reading, fault);
}

type FoundImport = UserImportRow & { version: string };

/**
 * Finds the import, without a lock of its row: an erasure may write it, and would wait for the whole check. The version shows at
 * the end whether anything did.
 */
async function beginCheck(db: QueryExecutorProvider, { id, viewer }: Check): Promise<FoundImport> {
  // Another check of the file waits for the end of this one.
  await sql`select pg_advisory_xact_lock(hashtextextended(${id.toLowerCase()}, 0))`.execute(db);
  const found = await findImport(db, viewer, id);
  if (!found || found.jobId !== null) throw new UploadConflictError(0);
  const { rows } = await sql<{ version: string }>`select xmin::text as version from user_imports
    where id = ${id}::uuid and size = ${found.size}`.execute(db);
  const version = rows[0]?.version;
  if (version === undefined || !(await isKept(db, id, found.size))) throw new UploadConflictError(found.size);
  return { ...found, version };
}

/**
 * Deletes the rows of an earlier check. An erasure may find them and wait for this transaction, so this waits for erasures
 * before it locks them.
 */
async function dropRows(db: QueryExecutorProvider, id: string): Promise<void> {
  const { rows } = await sql`select from user_import_rows where import_id = ${id}::uuid limit 1`.execute(db);
  if (rows.length === 0) return;
  await waitForErasures(db);
  await sql`delete from user_import_rows where import_id = ${id}::uuid`.execute(db);
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
): Promise<undefined> {
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
): Promise<void> {
  await sql`analyze import_stage`.execute(db);
  const compared = comparedRows(sql`select number, row_id, texts, roles, reasons from import_stage`, {
    viewer,
    match: reading.match,
    isBatch: false,
  });
  await sql`with ${compared}
    insert into user_import_rows (import_id, number, line, raw, row_id, texts, roles, reasons, outcome, matched, changes)
      select ${id}::uuid, s.number, s.line, s.raw, s.row_id, s.texts, s.roles, j.reasons, j.outcome, j.id, j.changes
      from judged j join import_stage s on s.number = j.number`.execute(db);
  // Without statistics, PostgreSQL estimates one row for a new import, and the job would compare each row with each.
  await sql`analyze user_import_rows`.execute(db);
}

/** @throws UploadConflictError if the import was written since the beginning of the check */
async function keepOutcome(
  db: QueryExecutorProvider,
  { id, version }: FoundImport,
  reading: ImportReading,
  error?: ImportFileError,
): Promise<void> {
  const { rows: counts } = await sql<{ outcome: UserImportOutcome; count: number }>`select outcome,
      count(*)::int as count from user_import_rows where import_id = ${id}::uuid group by outcome`.execute(
    db,
  );
  const countOf = (outcome: string) => counts.find((each) => each.outcome === outcome)?.count ?? 0;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const { rows } = await sql`update user_imports set reading = ${JSON.stringify(reading)}::jsonb,
      fault = ${error?.fault ?? null}, fault_line = ${error?.line ?? null}, total = ${total},
      created = ${countOf('CREATED')}, changed = ${countOf('CHANGED')}, unchanged = ${countOf('UNCHANGED')},
      refused = ${countOf('REFUSED')}, checked_at = clock_timestamp()
    where id = ${id}::uuid and xmin::text = ${version} returning id`.execute(db);
  if (rows.length === 0) throw new UploadConflictError(0);
}
