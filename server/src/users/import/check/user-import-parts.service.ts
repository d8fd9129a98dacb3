import { type QueryExecutorProvider, sql } from 'kysely';

/**
 * Bytes of one stored part: about the size of a network chunk, so chunks are not joined. V8 collects larger buffers and texts
 * late: with parts of a megabyte, the check of 600,000 rows grew the process by 121 MB, with these by 53 MB.
 */
const PART_BYTES = 60_000;

/** Of a file. Such a file has a million rows of 300 bytes. */
export const MAX_FILE_BYTES = 300_000_000;

/** The file is larger than MAX_FILE_BYTES. */
export class FileTooLargeError extends Error {}

/** Another request wrote the bytes from `start` on. */
export class PartConflictError extends Error {}

/**
 * Stores the incoming bytes behind the first `start` bytes of the file. Later bytes are replaced, so that an aborted request
 * can be retried. Returns the present size of the file.
 */
export async function keepBytes(
  db: QueryExecutorProvider,
  id: string,
  start: number,
  body: AsyncIterable<Buffer>,
): Promise<number> {
  await sql`delete from user_import_parts where import_id = ${id}::uuid and start >= ${start}`.execute(db);
  let size = start;
  let waiting: Buffer[] = [];
  let waits = 0;
  const keep = async () => {
    const { rows } = await sql`insert into user_import_parts (import_id, start, bytes)
      values (${id}::uuid, ${size}, ${Buffer.concat(waiting)}) on conflict do nothing returning 1`.execute(
      db,
    );
    if (rows.length === 0) throw new PartConflictError();
    size += waits;
    [waiting, waits] = [[], 0];
  };
  for await (const chunk of body) {
    waiting.push(chunk);
    waits += chunk.length;
    if (size + waits > MAX_FILE_BYTES) throw new FileTooLargeError();
    if (waits >= PART_BYTES) await keep();
  }
  if (waits > 0) await keep();
  return size;
}

/** The bytes of a file, one part in memory at a time. */
export async function* keptBytes(db: QueryExecutorProvider, id: string): AsyncGenerator<Buffer> {
  let start = -1;
  for (;;) {
    const { rows } = await sql<{ start: string; bytes: Buffer }>`select start, bytes from user_import_parts
      where import_id = ${id}::uuid and start > ${start} order by start limit 1`.execute(db);
    const [part] = rows;
    if (!part) return;
    start = Number(part.start);
    yield part.bytes;
  }
}

/** Whether the bytes end at `size`: false after a crash of the database, and after an erasure. */
export async function isKept(db: QueryExecutorProvider, id: string, size: number): Promise<boolean> {
  const { rows } = await sql<{
    end: string | null;
  }>`select max(start + length(bytes)) as "end" from user_import_parts
    where import_id = ${id}::uuid`.execute(db);
  return Number(rows[0]?.end ?? 0) === size;
}
