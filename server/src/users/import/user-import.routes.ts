import { PassThrough, Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Viewer } from '../../access/viewer.js';
import { acceptedLocale } from '../../messages/accepted-locale.js';
import { message, type MessageKey } from '../../messages/messages.js';
import { sendError } from '../../send-error.js';
import type { AddressRule } from '../validation/email-address.validation.js';
import { checkImport } from './check/user-import-check.service.js';
import { MEDIA_TYPES, readChoices, readPart } from './user-import.input.js';
import { listRows } from './user-import.list.js';
import { FileTooLargeError, PartConflictError } from './check/user-import-parts.service.js';
import { refusedFile } from './user-import-refused.export.js';
import { findImport, IMPORT_NEEDS, type ImportChoices } from './user-import.row.js';
import { keepPart, UploadConflictError } from './check/user-import-upload.service.js';

export interface UserImportOptions {
  databaseUrl: string;
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
  addresses: AddressRule;
}

interface Route {
  Params: { id: string };
  Querystring: Record<string, unknown>;
  Body: unknown;
}

const PATH = '/users/imports/:id';

/** Checks of one server. Each has two connections of its own. */
const MAX_AT_ONCE = 2;

/** Rows in the answer to a check. */
const FIRST_ROWS = 50;

const PROGRESS_MS = 250;

/**
 * - `PUT /users/imports/{id}` uploads a file or a part of it, and checks the file after the last part.
 * - `POST /users/imports/{id}/check` checks the uploaded file again with other choices.
 * - `GET /users/imports/{id}/refused` answers with the refused rows as a file.
 *
 * A check answers with lines of JSON: progress, and at the end the import with its first rows. Another site cannot send these
 * requests: a form sends neither these media types nor the token, which comes in a header.
 */
export function userImportRoutes(app: FastifyInstance, options: UserImportOptions): void {
  const checks = new Checks(options);
  // Only for these routes: elsewhere a body of these types is refused.
  app.register((scope, _options, done) => {
    scope.addContentTypeParser([...MEDIA_TYPES], (_request, payload, parsed) => parsed(null, payload));
    scope.put<Route>(PATH, async (request, reply) => {
      const viewer = await allowed(request, reply, options);
      if (!viewer) return reply;
      const part = readPart(request.params.id, request.query, request.headers['content-type']);
      if (!part || !(request.body instanceof Readable))
        return refuse(request, reply, 400, 'error.users.import');
      try {
        // Otherwise a refusal in the middle of the body would close the connection before its answer.
        const body = request.body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
        await keepPart(options.database(), viewer, part, body);
      } catch (error) {
        return refuseUpload(request, reply, error);
      }
      if (!part.isLast) return reply.code(204).send();
      return checks.answer(request, reply, viewer, part.id, {});
    });
    done();
  });
  app.post<Route>(`${PATH}/check`, async (request, reply) => {
    const viewer = await allowed(request, reply, options);
    if (!viewer) return reply;
    const choices = readChoices(request.body);
    if (!choices) return refuse(request, reply, 400, 'error.users.import');
    return checks.answer(request, reply, viewer, request.params.id, choices);
  });
  app.get<Route>(`${PATH}/refused`, async (request, reply) => {
    const viewer = await allowed(request, reply, options);
    if (!viewer) return reply;
    const found = await findImport(options.database(), viewer, request.params.id);
    if (!found?.reading) return refuse(request, reply, 404, 'userError.import.notFound');
    const { format, encoding } = found.reading;
    const [type, ending] = format === 'CSV' ? ['text/csv', 'csv'] : ['application/jsonl', 'jsonl'];
    const charset = encoding.startsWith('utf-16') ? 'utf-8' : encoding;
    const file = refusedFile(options.database(), found, found.reading, localeOf(request));
    return reply
      .type(`${type}; charset=${charset}`)
      .header('content-disposition', `attachment; filename="refused-${found.id}.${ending}"`)
      .send(Readable.from(file, { objectMode: false }));
  });
}

class Checks {
  readonly #options: UserImportOptions;
  #running = 0;

  constructor(options: UserImportOptions) {
    this.#options = options;
  }

  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    viewer: Viewer,
    id: string,
    choices: ImportChoices,
  ): FastifyReply {
    if (this.#running >= MAX_AT_ONCE) {
      return refuse(request, reply.header('retry-after', '10'), 429, 'error.users.imports');
    }
    this.#running += 1;
    const stream = new PassThrough();
    const left = new AbortController();
    stream.once('close', () => left.abort());
    void this.#check(request, stream, viewer, { id, choices, signal: left.signal }).finally(() => {
      this.#running -= 1;
      stream.end();
    });
    return reply.type('application/jsonl; charset=utf-8').send(stream);
  }

  async #check(
    request: FastifyRequest,
    stream: PassThrough,
    viewer: Viewer,
    { id, choices, signal }: { id: string; choices: ImportChoices; signal: AbortSignal },
  ): Promise<void> {
    const { databaseUrl, database, addresses } = this.#options;
    const say = (line: object) => stream.writable && stream.write(`${JSON.stringify(line)}\n`);
    let saidAt = performance.now();
    const onProgress = (progress: number) => {
      if (performance.now() - saidAt < PROGRESS_MS) return;
      saidAt = performance.now();
      say({ progress });
    };
    const locale = localeOf(request);
    try {
      await checkImport({ databaseUrl, id, viewer, choices, addresses, onProgress, signal });
      const found = await findImport(database(), viewer, id);
      const { nodes, pageInfo } = await listRows(database(), id, { first: FIRST_ROWS }, locale);
      const { hasNextPage, endCursor } = pageInfo;
      say({ import: { ...found, rows: { nodes, pageInfo: { hasNextPage, endCursor } } } });
    } catch (error) {
      if (signal.aborted) return;
      const isKnown = error instanceof UploadConflictError;
      if (!isKnown) request.log.error({ err: error }, 'The check of an import failed.');
      const [code, key] = isKnown
        ? (['NOT_FOUND', 'userError.import.notFound'] as const)
        : (['INTERNAL_SERVER_ERROR', 'error.internal'] as const);
      say({ errors: [{ message: message(locale, key), extensions: { code, requestId: request.id } }] });
    }
  }
}

/** The viewer, if they may import; otherwise the request is answered. */
async function allowed(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate }: UserImportOptions,
): Promise<Viewer | undefined> {
  reply.header('cache-control', 'no-store');
  const viewer = await authenticate(request);
  if (!viewer) {
    refuse(request, reply, 401, 'error.unauthenticated');
    return undefined;
  }
  const missing = IMPORT_NEEDS.find((permission) => !viewer.permissions.has(permission));
  if (!missing) return viewer;
  const text = message(localeOf(request), 'error.forbidden', { field: PATH, permission: missing });
  sendError(request, reply, { status: 403, code: 'FORBIDDEN', text });
  return undefined;
}

function refuseUpload(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof FileTooLargeError) return refuse(request, reply, 413, 'error.users.importSize');
  if (error instanceof PartConflictError) return refuse(request, reply, 409, 'error.users.importOffset');
  if (!(error instanceof UploadConflictError)) throw error;
  return refuse(request, reply.header('upload-offset', String(error.size)), 409, 'error.users.importOffset');
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_USER_INPUT',
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'BODY_TOO_LARGE',
  429: 'TOO_MANY_IMPORTS',
};

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, key: MessageKey): FastifyReply {
  const text = message(localeOf(request), key);
  return sendError(request, reply, { status, code: CODES[status] ?? 'BAD_REQUEST', text });
}

function localeOf(request: FastifyRequest) {
  return acceptedLocale(request.headers['accept-language']);
}
