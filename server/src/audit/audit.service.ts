import { type QueryExecutorProvider, sql } from 'kysely';
import type { RequestContext } from '../context.js';
import type { AuditAction, AuditTargetType } from './audit.enums.js';

/** As the API shows it: a moment as ISO text, a list joined. */
export type AuditValue = string | string[] | null;

/** What a field was and is. Of a secret both are null: that it was set is all that is kept. */
export interface AuditDifference {
  before: AuditValue;
  after: AuditValue;
}

export interface AuditRecord {
  action: AuditAction;
  target?: { type: AuditTargetType; id: string };
  /** By the API's name of the field; never a secret. */
  changes?: Record<string, AuditDifference>;
  /** Ids of the roles that somebody had and has; their names of this moment are what is kept. */
  roles?: { before: string[]; after: string[] };
  /** Where the request's viewer is not who acts: signing in. */
  actorId?: string;
  sessionId?: string;
}

/** Whose request it is, and from where. For what no request does, such as a command, each may be null. */
export type AuditOrigin = Pick<RequestContext, 'viewer'> & {
  requestId: string | null;
  origin: { address: string } | null;
};

/**
 * Adds one entry to the audit trail: one statement. Call it with the connection of the transaction that makes the
 * change, so that there is neither a change without its entry nor an entry without its change.
 */
export async function recordAudit(
  db: QueryExecutorProvider,
  { viewer, requestId, origin }: AuditOrigin,
  { action, target, changes = {}, roles, actorId, sessionId }: AuditRecord,
): Promise<void> {
  const stored = sql`${JSON.stringify(changes)}::jsonb`;
  await sql`insert into audit_entries
    (action, actor_id, session_id, token_id, target_type, target_id, request_id, address, changes)
    values (${action}, ${actorId ?? viewer?.userId ?? null}::uuid, ${sessionId ?? viewer?.sessionId ?? null}::uuid,
      ${viewer?.tokenId ?? null}::uuid, ${target?.type ?? null}, ${target?.id ?? null}::uuid, ${requestId},
      ${origin?.address ?? null}, ${roles ? sql`${stored} || ${namedRoles(roles)}` : stored})`.execute(db);
}

function namedRoles({ before, after }: { before: string[]; after: string[] }) {
  const names = (ids: string[]) => sql`(select coalesce(jsonb_agg(name order by name), '[]') from roles
    where id = any(${ids}::uuid[]))`;
  return sql`jsonb_build_object('roles',
    jsonb_build_object('before', ${names(before)}, 'after', ${names(after)}))`;
}
