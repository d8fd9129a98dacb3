import { type QueryExecutorProvider, sql } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { read } from '../../database/reads.js';
import { isUuid } from '../../pagination/cursor.js';
import type { ImportField } from './file/import-columns.js';
import type { UserImportFault, UserImportFormat, UserImportMatch } from './user-import.enums.js';

/** For how long an upload and its rows are kept. */
export const KEPT_DAYS = 3;

/** The settings of an import besides the file. Missing ones are guessed. */
export interface ImportChoices {
  format?: UserImportFormat;
  encoding?: string;
  delimiter?: string;
  /** The field of each column of the file, null for none. */
  columns?: (ImportField | null)[];
  match?: UserImportMatch;
}

/** How the file was read. */
export interface ImportReading {
  format: UserImportFormat;
  encoding: string;
  isEncodingGuessed: boolean;
  /** Null for JSON lines. */
  delimiter: string | null;
  match: UserImportMatch;
  columns: { name: string; field: ImportField | null; samples: string[] }[];
  /** The bytes of the line with the names, in Base64. */
  head: string;
}

/** An import as read. Moments are PostgreSQL's text. */
export interface UserImportRow {
  id: string;
  fileName: string;
  format: UserImportFormat;
  size: number;
  reading: ImportReading | null;
  fault: UserImportFault | null;
  faultLine: number | null;
  total: number;
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** Null until a job has compared the rows again. */
  reclassified: number | null;
  createdAt: string;
  checkedAt: string | null;
  expiresAt: string;
  jobId: string | null;
}

/** The permissions that an import needs: it shows users, and changes them. */
export const IMPORT_NEEDS: readonly Permission[] = [Permission.USERS_READ, Permission.USERS_WRITE];

/** An import of the viewer. No other viewer sees it. */
export async function findImport(
  db: QueryExecutorProvider,
  viewer: Viewer,
  id: string,
  lock = false,
): Promise<UserImportRow | undefined> {
  if (!isUuid(id)) return undefined;
  const statement = sql<UserImportRow>`select id, file_name as "fileName", format, size::int, reading, fault,
      fault_line as "faultLine", total, created, changed, unchanged, refused, reclassified, created_at as "createdAt",
      checked_at as "checkedAt", expires_at as "expiresAt", job_id as "jobId"
    from user_imports where id = ${id}::uuid and ${ownOf(viewer)} ${lock ? sql`for update` : sql``}`;
  return (await (lock ? statement.execute(db).then(({ rows }) => rows) : read(db, statement, 'short')))[0];
}

/** Whether the import belongs to the viewer: the user, or an access token without a user. */
export function ownOf(viewer: Viewer) {
  return viewer.userId === null
    ? sql<boolean>`(actor_id is null and token_id = ${viewer.tokenId}::uuid)`
    : sql<boolean>`actor_id = ${viewer.userId}::uuid`;
}

/** Deletes the parts and rows of imports. */
export async function emptyImports(db: QueryExecutorProvider, ids: readonly string[]): Promise<void> {
  await sql`delete from user_import_parts where import_id = any(${ids}::uuid[])`.execute(db);
  await sql`delete from user_import_rows where import_id = any(${ids}::uuid[])`.execute(db);
}
