import { type QueryExecutorProvider, sql } from 'kysely';
import type { Viewer } from '../../../access/viewer.js';
import { normalForm } from '../../../texts/normal-form.js';
import type { UserImportFormat } from '../user-import.enums.js';
import { keepBytes } from './user-import-parts.service.js';
import { emptyImports, findImport, KEPT_DAYS, ownOf } from '../user-import.row.js';

/** Uploads that are kept per actor. Another one evicts the oldest. */
const MAX_KEPT = 5;

const MAX_NAME = 200;

export interface Part {
  id: string;
  fileName: string;
  format: UserImportFormat;
  /** How many bytes of the file were sent before. */
  offset: number;
}

/** The id is taken, the import was applied, or earlier bytes are missing. It has the number of stored bytes. */
export class UploadConflictError extends Error {
  constructor(readonly size: number) {
    super('the upload does not fit');
  }
}

/**
 * Keeps a part of a file. The client chooses the id, so a retried part makes no second import. The first part replaces an
 * earlier upload.
 */
export async function keepPart(
  db: QueryExecutorProvider,
  viewer: Viewer,
  part: Part,
  body: AsyncIterable<Buffer>,
): Promise<void> {
  if (part.offset === 0) await begin(db, viewer, part);
  const found = await findImport(db, viewer, part.id);
  if (!found || found.jobId !== null || found.size < part.offset) {
    throw new UploadConflictError(found?.jobId === null ? found.size : 0);
  }
  const size = await keepBytes(db, part.id, part.offset, body);
  await sql`update user_imports set size = ${size}, expires_at = ${EXPIRY} where id = ${part.id}::uuid`.execute(
    db,
  );
}

const EXPIRY = sql`now() + make_interval(days => ${sql.lit(KEPT_DAYS)})`;

async function begin(
  db: QueryExecutorProvider,
  viewer: Viewer,
  { id, fileName, format }: Part,
): Promise<void> {
  const name = storable((normalForm(fileName, MAX_NAME) ?? '').slice(0, MAX_NAME));
  const { rows } = await sql`insert into user_imports (id, actor_id, token_id, file_name, format, expires_at)
    values (${id}::uuid, ${viewer.userId}::uuid, ${viewer.tokenId}::uuid, ${name}, ${format}, ${EXPIRY})
    on conflict (id) do update set file_name = excluded.file_name, format = excluded.format, size = 0, reading = null,
      checked_at = null, fault = null, total = 0, created = 0, changed = 0, unchanged = 0, refused = 0
      where user_imports.job_id is null and ${ownOfConflict(viewer)}
    returning id`.execute(db);
  if (rows.length === 0) throw new UploadConflictError(0);
  await emptyImports(db, [id]);
  await dropOldest(db, viewer);
}

function ownOfConflict(viewer: Viewer) {
  return sql`user_imports.actor_id is not distinct from ${viewer.userId}::uuid
    and (user_imports.actor_id is not null or user_imports.token_id = ${viewer.tokenId}::uuid)`;
}

async function dropOldest(db: QueryExecutorProvider, viewer: Viewer): Promise<void> {
  const { rows } = await sql<{ id: string }>`delete from user_imports where id in (select id from user_imports
      where ${ownOf(viewer)} and job_id is null order by created_at desc, id offset ${MAX_KEPT})
    returning id`.execute(db);
  if (rows.length > 0)
    await emptyImports(
      db,
      rows.map(({ id }) => id),
    );
}

/** PostgreSQL's texts hold neither NUL nor half of a character. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
