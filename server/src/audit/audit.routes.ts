import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { QueryExecutorProvider } from 'kysely';
import type { Viewer } from '../access/viewer.js';
import { message } from '../messages/messages.js';
import { sendError } from '../send-error.js';
import { isUuid } from '../pagination/cursor.js';
import { Permission } from '../access/permission.enum.js';
import { AuditAction } from './audit.enums.js';
import { EXPORT_FORMATS, exportAudit, type ExportFormat } from './audit.export.js';
import type { AuditWhere } from './audit.types.js';

interface AuditRoutesOptions {
  database: () => QueryExecutorProvider;
  authenticate: (request: FastifyRequest) => Promise<Viewer | null>;
}

/** Each parameter may be repeated. */
type Parameters = Record<string, string | string[] | undefined>;

const MEDIA_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

/**
 * `GET /audit/export?format=csv|jsonl`, with the conditions of `AuditWhere` as parameters (`from` and `until` for the
 * time range): streams the audit trail as a file to viewers with AUDIT_READ.
 */
export function auditRoutes(app: FastifyInstance, { database, authenticate }: AuditRoutesOptions): void {
  app.get('/audit/export', async (request, reply) => {
    const refuse = (status: number, code: string, text: string) =>
      sendError(request, reply, { status, code, text });
    reply.header('cache-control', 'no-store');

    const viewer = await authenticate(request);
    if (!viewer) return refuse(401, 'UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    const permission = Permission.AUDIT_READ;
    if (!viewer.permissions.has(permission)) {
      return refuse(
        403,
        'FORBIDDEN',
        message('en', 'error.forbidden', { field: '/audit/export', permission }),
      );
    }
    const asked = readParameters(request.query as Parameters);
    if (!asked) return refuse(400, 'BAD_USER_INPUT', message('en', 'error.audit.export'));

    const { format, where } = asked;
    const named = viewer.permissions.has(Permission.USERS_READ);
    const day = new Date().toISOString().slice(0, 10);
    return reply
      .type(MEDIA_TYPES[format])
      .header('content-disposition', `attachment; filename="audit-${day}.${format}"`)
      .send(Readable.from(exportAudit(database(), where, format, named)));
  });
}

/** Undefined if a parameter is wrong or unknown: an export that ignored a condition would contain more than requested. */
function readParameters({ format, actorId, targetId, action, from, until, ...unknown }: Parameters) {
  const chosen = EXPORT_FORMATS.find((known) => known === (format ?? 'csv'));
  const actions = action === undefined ? undefined : [action].flat();
  const known = Object.values(AuditAction);
  const bad =
    Object.keys(unknown).length > 0 ||
    [actorId, targetId, from, until].some((value) => Array.isArray(value)) ||
    [actorId, targetId].some((value) => value !== undefined && !isUuid(String(value))) ||
    actions?.some((name) => !known.includes(name as AuditAction)) ||
    [from, until].some((value) => value !== undefined && !isIsoMoment(value));
  if (!chosen || bad) return undefined;
  const moment = (value: typeof from) => (value === undefined ? null : new Date(String(value)));
  const where: AuditWhere = {
    actorId: actorId as string | undefined,
    targetId: targetId as string | undefined,
    action: actions as AuditAction[] | undefined,
    occurredAt: { from: moment(from), until: moment(until) },
  };
  return { format: chosen, where };
}

/** A day, or a moment with its offset, of a year with four digits. */
function isIsoMoment(text: string | string[]): boolean {
  const written = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(String(text));
  const [, day = ''] = written ?? [];
  const date = new Date(day);
  // JavaScript reads the 30th of February as the 2nd of March. The export would contain more than requested.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false;
  const year = new Date(String(text)).getUTCFullYear();
  return year >= 1 && year <= 9999;
}
