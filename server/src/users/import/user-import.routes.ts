import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { Client } from 'pg';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { connectionTo } from '../../database/connection.js';
import { message } from '../../messages/messages.js';
import { listRoles } from '../../roles/role.row.js';
import { sendError } from '../../send-error.js';
import type { AddressRule } from '../validation/email-address.validation.js';
import { guessColumns } from './import-columns.js';
import { judgedRows, type JudgedRow, makeStage, type StagedRow, stageRows } from './import-dry-run.js';
import { guessEncoding, isReadable, markOf } from './import-encoding.js';
import { cellReader, csvRecords, delimiterOf, ImportFileError } from './import-records.js';
import { givable, readRow, reason, type RowRules } from './import-row.js';

export interface UserImportOptions {
  databaseUrl: string;
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
  addresses: AddressRule;
}

const PATH = '/users/import/check';
const MAX_BYTES = 1_000_000_000;
const ROWS_PER_INSERT = 2_000;
const SAMPLE_BYTES = 64_000;
/** Each has a connection of its own. */
const MAX_AT_ONCE = 2;

/**
 * `POST /users/import/check` tells what an import of a CSV file would do, one line of JSON for each row, and the counts at the
 * end. Nothing is kept. The type text/csv is none that a form can send, and the token comes in a header, so no other site
 * can send it.
 */
export function userImportRoutes(app: FastifyInstance, options: UserImportOptions): void {
  let running = 0;
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
  app.post<{ Body: unknown; Querystring: { encoding?: string } }>(PATH, async (request, reply) => {
    const refuse = (status: number, code: string, text: string) =>
      sendError(request, reply, { status, code, text });
    reply.header('cache-control', 'no-store');
    const viewer = await options.authenticate(request);
    if (!viewer) return refuse(401, 'UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    const missing = [Permission.USERS_READ, Permission.USERS_WRITE].find(
      (permission) => !viewer.permissions.has(permission),
    );
    if (missing) {
      return refuse(403, 'FORBIDDEN', message('en', 'error.forbidden', { field: PATH, permission: missing }));
    }
    const { encoding } = request.query;
    if ((encoding !== undefined && !isReadable(encoding)) || !(request.body instanceof Readable)) {
      return refuse(400, 'BAD_USER_INPUT', message('en', 'error.users.import'));
    }
    if (running >= MAX_AT_ONCE) return refuse(429, 'TOO_MANY_IMPORTS', message('en', 'error.users.imports'));
    running += 1;
    const client = new Client({
      ...connectionTo(options.databaseUrl, 'rollcall-import'),
      statement_timeout: 60_000,
    });
    client.on('error', () => undefined);
    const close = async () => {
      running -= 1;
      await client.end().catch(() => undefined);
    };
    try {
      await client.connect();
      await client.query('begin transaction isolation level repeatable read');
      await makeStage(client);
      const roles = await listRoles(options.database(), false);
      const rules = { viewer, roles, addresses: options.addresses };
      await stageFile(client, request.body as AsyncIterable<Buffer>, encoding, rules);
      const rows = judgedRows(client, viewer, givable(rules));
      const stream = Readable.from(answer(rows), { objectMode: false });
      stream.once('close', () => void close());
      return await reply.type('application/jsonl; charset=utf-8').send(stream);
    } catch (error) {
      await close();
      if (error instanceof ImportEncodingError) {
        const text = message('en', 'error.users.importEncoding', { encoding: error.guess });
        return refuse(400, 'ENCODING', text);
      }
      if (!(error instanceof ImportFileError)) throw error;
      return refuse(400, error.fault, message('en', 'error.users.importLine', { line: error.line }));
    }
  });
}

class ImportEncodingError extends Error {
  constructor(readonly guess: string) {
    super('the file is not UTF-8');
  }
}

/** Without a mark and without an encoding that was asked for, the whole file must be UTF-8. */
async function stageFile(
  client: Client,
  body: AsyncIterable<Buffer>,
  asked: string | undefined,
  rules: Omit<RowRules, 'columns'>,
): Promise<void> {
  const { head, bytes, mark } = await opened(capped(body));
  const read = cellReader(mark ? 'utf-8' : (asked ?? 'utf-8'));
  let columns: RowRules['columns'] | undefined;
  let number = 0;
  const rows: StagedRow[] = [];
  let foreign = '';
  for await (const { line, cells } of csvRecords(bytes, delimiterOf(head))) {
    const texts = cells.map(read);
    if (!mark && !asked && foreign.length < SAMPLE_BYTES) {
      foreign += cells.filter((_, index) => texts[index] === undefined).join('\n');
    }
    if (!columns) {
      columns = guessColumns(texts.map((name) => name ?? ''));
      continue;
    }
    rows.push({ number: (number += 1), line, ...readRow(texts, { ...rules, columns }) });
    if (rows.length === ROWS_PER_INSERT) await stageRows(client, rows.splice(0));
  }
  if (foreign !== '') throw new ImportEncodingError(guessEncoding(Buffer.from(foreign, 'latin1')));
  await stageRows(client, rows);
}

/** The bytes behind the mark; those of UTF-16 as UTF-8, as a line feed can be a part of another character there. */
async function opened(body: AsyncGenerator<Buffer>) {
  const { value: first = Buffer.alloc(0) } = (await body.next()) as { value?: Buffer };
  const mark = markOf(first);
  const decoder = mark?.encoding.startsWith('utf-16') ? new TextDecoder(mark.encoding) : undefined;
  const converted = (chunk: Buffer) =>
    decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  const head = converted(first.subarray(mark?.length ?? 0));
  async function* bytes() {
    yield head;
    for await (const chunk of body) yield converted(chunk);
  }
  return { head, bytes: bytes(), mark };
}

async function* capped(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new ImportFileError('TOO_LARGE', 0);
    yield chunk;
  }
}

const VERDICTS = {
  NOT_FOUND: () => reason('NOT_FOUND', 'id', 'userError.notFound.user'),
  DUPLICATE: () => reason('DUPLICATE', null, 'userError.import.duplicate'),
  REQUIRED: () => reason('REQUIRED', null, 'userError.import.required'),
  EMAIL_TAKEN: () => reason('EMAIL_TAKEN', 'email', 'userError.emailTaken'),
  BEYOND: () => reason('NOT_ALLOWED', null, 'userError.import.beyond'),
  OWN_ADDRESS: () => reason('NOT_ALLOWED', 'email', 'userError.notAllowed.ownEmail'),
  ROLE: () => reason('NOT_ALLOWED', 'roles', 'userError.import.role'),
};

async function* answer(rows: AsyncIterable<JudgedRow>): AsyncGenerator<string> {
  const counts = { CREATED: 0, CHANGED: 0, LEFT: 0, REFUSED: 0 };
  for await (const { verdict, reasons, ...row } of rows) {
    counts[row.outcome] += 1;
    const found = VERDICTS[verdict as keyof typeof VERDICTS]?.();
    yield `${JSON.stringify({ ...row, reasons: found ? [found] : reasons })}\n`;
  }
  yield `${JSON.stringify({ counts })}\n`;
}
