import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import { connectionTo, newClient } from '../../database/connection.js';

/** Some 1 MB. */
const ROWS_PER_FETCH = 2_000;

/** A snapshot blocks the removal of dead rows in every table, so a slow reader must not hold one for hours. */
const MAX_MS = 15 * 60_000;
const MAX_IDLE_MS = 60_000;

export type TextRow = (string | null)[];

/**
 * The rows of a statement in one snapshot, through a server-side cursor on a connection of its own: neither the server nor
 * PostgreSQL holds more than one fetch. The connection ends with the iteration.
 * @param check called before each fetch but the first; a rejection ends the rows
 * @throws an error of PostgreSQL if a limit of time has passed
 */
export async function* rowsOf(
  db: QueryExecutorProvider,
  databaseUrl: string,
  statement: RawBuilder<unknown>,
  check: () => Promise<void>,
): AsyncGenerator<TextRow[]> {
  const { sql: text, parameters } = sql`declare rows no scroll cursor for ${statement}`.compile(db);
  const client = newClient({ ...connectionTo(databaseUrl, 'rollcall-export'), statement_timeout: MAX_MS });
  // An error of the connection fails the fetch that is pending, or the next one.
  client.on('error', () => undefined);
  const startedAt = performance.now();
  try {
    await client.connect();
    await client.query(`begin transaction isolation level repeatable read read only;
      set local idle_in_transaction_session_timeout = ${MAX_IDLE_MS};
      set local cursor_tuple_fraction = 1; set local work_mem = '64MB'`);
    await client.query(text, [...parameters]);
    for (;;) {
      const { rows } = await client.query<TextRow>({
        text: `fetch ${ROWS_PER_FETCH} from rows`,
        rowMode: 'array',
        types: AS_TEXT,
      });
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_PER_FETCH) return;
      if (performance.now() - startedAt > MAX_MS) throw new Error('The export took longer than its limit.');
      await check();
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** pg uses only this function. The declared type requires all of pg's types module. */
const AS_TEXT = { getTypeParser: () => (value: string) => value } as never;
