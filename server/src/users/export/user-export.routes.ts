import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { QueryExecutorProvider } from 'kysely';
import { Permission } from '../../access/permission.enum.js';
import type { Viewer } from '../../access/viewer.js';
import { AuditAction } from '../../audit/audit.enums.js';
import { recordAudit } from '../../audit/audit.service.js';
import { BadInputError } from '../../errors.js';
import { message } from '../../messages/messages.js';
import { sendError } from '../../send-error.js';
import { columnsFor } from './user-export.columns.js';
import { rowsOf } from './user-export.cursor.js';
import { formatOf, MEDIA_TYPES } from './user-export.format.js';
import { type AskedExport, ExportInputError, readExportInput } from './user-export.input.js';
import { exportStatement } from './user-export.statement.js';

export interface UserExportOptions {
  schema: GraphQLSchema;
  databaseUrl: string;
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
  /** The viewer with their present rights; null if the session or token is no longer valid. */
  authenticateAgain: (viewer: Viewer, request: FastifyRequest) => Promise<Viewer | null>;
  addressOf: (request: FastifyRequest) => string;
}

/** Each has its own snapshot and connection, beside those of requests. */
const MAX_AT_ONCE = 2;

const PATH = '/users/export';

/**
 * `POST /users/export` streams a list of users as a file to viewers with USERS_READ: the rows, the order and the columns of the
 * body, in one snapshot. An answer that breaks off ends without the last chunk, so that no client takes it for a whole file.
 */
export function userExportRoutes(app: FastifyInstance, options: UserExportOptions): void {
  let running = 0;
  app.post(PATH, async (request, reply) => {
    const refuse = (status: number, code: string, text: string) =>
      sendError(request, reply, { status, code, text });
    reply.header('cache-control', 'no-store');

    const viewer = await options.authenticate(request);
    if (!viewer) return refuse(401, 'UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    let asked: AskedExport;
    try {
      asked = readExportInput(options.schema, request.body);
    } catch (error) {
      if (!(error instanceof ExportInputError)) throw error;
      return refuse(400, 'BAD_USER_INPUT', error.message);
    }
    const columns = asked.columns ?? columnsFor(viewer);
    const missing = missingFor(viewer, asked, columns);
    if (missing) {
      return refuse(403, 'FORBIDDEN', message('en', 'error.forbidden', { field: PATH, permission: missing }));
    }
    if (running >= MAX_AT_ONCE) {
      reply.header('retry-after', '10');
      return refuse(429, 'TOO_MANY_EXPORTS', message('en', 'error.users.exports'));
    }
    running += 1;
    const lines = fileOf(request, viewer, asked, columns, options);
    try {
      // The first lines are read before the headers are sent: a failure until then gives an error, not a broken file.
      const first = await lines.next();
      const day = new Date().toISOString().slice(0, 10);
      const stream = Readable.from(withFirst(first, lines), { objectMode: false });
      stream.once('close', () => (running -= 1));
      return await reply
        .type(MEDIA_TYPES[asked.format])
        .header('content-disposition', `attachment; filename="users-${day}.${asked.format}"`)
        .send(stream);
    } catch (error) {
      running -= 1;
      if (!(error instanceof BadInputError)) throw error;
      return refuse(400, 'BAD_USER_INPUT', error.message);
    }
  });
}

/** The permission that the file needs and the viewer lacks. */
function missingFor(
  viewer: Viewer,
  { list }: AskedExport,
  columns: readonly string[],
): Permission | undefined {
  const allowed = columnsFor(viewer);
  const isProtected = list.where?.hasSecondFactor != null || columns.some((name) => !allowed.includes(name));
  const needed = [Permission.USERS_READ, ...(isProtected ? [Permission.USERS_WRITE] : [])];
  return needed.find((permission) => !viewer.permissions.has(permission));
}

async function* fileOf(
  request: FastifyRequest,
  viewer: Viewer,
  asked: AskedExport,
  columns: readonly string[],
  { database, databaseUrl, authenticateAgain, addressOf }: UserExportOptions,
): AsyncGenerator<string> {
  const statement = exportStatement(asked.list, columns);
  const { head, lines } = formatOf(asked.format, columns);
  const origin = { viewer, requestId: request.id, origin: { address: addressOf(request) } };
  await recordAudit(database(), origin, {
    action: AuditAction.USERS_EXPORTED,
    changes: auditedAs(asked, columns),
  });
  if (!statement) {
    yield head;
    return;
  }
  const check = async () => {
    const now = await authenticateAgain(viewer, request);
    if (!now || missingFor(now, asked, columns)) throw new Error('The viewer may not export any more.');
  };
  let start = head;
  for await (const rows of rowsOf(database(), databaseUrl, statement, check)) {
    yield start + lines(rows);
    start = '';
  }
  if (start !== '') yield start;
}

function auditedAs({ format, list }: AskedExport, columns: readonly string[]) {
  const after = (value: string | string[] | null) => ({ before: null, after: value });
  return {
    format: after(format),
    columns: after([...columns]),
    where: after(list.where ? JSON.stringify(list.where) : null),
    search: after(list.search == null ? null : storable(list.search)),
    orderBy: after(list.orderBy ? `${list.orderBy.field}:${list.orderBy.direction}` : null),
  };
}

/** JSON in PostgreSQL holds neither NUL nor half of a character. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

async function* withFirst(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
