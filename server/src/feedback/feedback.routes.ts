import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import { Permission } from '../access/permission.enum.js';
import type { Viewer } from '../access/viewer.js';
import { AuditAction } from '../audit/audit.enums.js';
import { recordAudit } from '../audit/audit.service.js';
import { message } from '../messages/messages.js';
import { sendError } from '../send-error.js';
import { FeedbackKind, FeedbackState } from './feedback.enums.js';
import { EXPORT_FORMATS, type ExportFormat, exportFeedback } from './feedback.export.js';
import type { FeedbackWhere } from './feedback.types.js';

interface FeedbackRoutesOptions {
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
  addressOf: (request: FastifyRequest) => string;
}

/** Each parameter may be repeated. */
type Parameters = Record<string, string | string[] | undefined>;

const PATH = '/feedback/export';

const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

/**
 * `GET /feedback/export?format=csv|jsonl`, with the conditions of `FeedbackWhere` as parameters: streams feedback as a file to
 * viewers with FEEDBACK_READ.
 */
export function feedbackRoutes(
  app: FastifyInstance,
  { database, authenticate, addressOf }: FeedbackRoutesOptions,
): void {
  app.get(PATH, async (request, reply) => {
    const refuse = (status: number, code: string, text: string) =>
      sendError(request, reply, { status, code, text });
    reply.header('cache-control', 'no-store');

    const viewer = await authenticate(request);
    if (!viewer) return refuse(401, 'UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    const permission = Permission.FEEDBACK_READ;
    if (!viewer.permissions.has(permission)) {
      return refuse(403, 'FORBIDDEN', message('en', 'error.forbidden', { field: PATH, permission }));
    }
    const asked = readParameters(request.query as Parameters);
    if (!asked) return refuse(400, 'BAD_USER_INPUT', message('en', 'error.feedback.export'));

    const { format, where } = asked;
    const origin = { viewer, requestId: request.id, origin: { address: addressOf(request) } };
    await recordAudit(database(), origin, { action: AuditAction.FEEDBACK_EXPORTED });
    const isNamed = viewer.permissions.has(Permission.USERS_READ);
    const day = new Date().toISOString().slice(0, 10);
    return reply
      .type(MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename="feedback-${day}.${format}"`)
      .send(Readable.from(exportFeedback(database(), where, format, isNamed)));
  });
}

/** Undefined if a parameter is wrong or unknown: an export that ignored a condition would contain more than requested. */
function readParameters({ format = 'csv', kind, state, ...unknown }: Parameters) {
  const known = EXPORT_FORMATS.find((each) => each === format);
  const ofKind = Object.values(FeedbackKind).find((each) => each === kind);
  const inState = Object.values(FeedbackState).find((each) => each === state);
  const isWrong = (kind !== undefined && !ofKind) || (state !== undefined && !inState);
  if (!known || isWrong || Object.keys(unknown).length > 0) return undefined;
  const where: FeedbackWhere = { ...(ofKind && { kind: ofKind }), ...(inState && { state: inState }) };
  return { format: known, where };
}
