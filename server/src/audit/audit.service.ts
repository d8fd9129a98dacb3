import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely';
import type { RequestContext } from '../context.js';
import { writeKept } from '../database/reads.js';
import type { AuditAction, AuditTargetType } from './audit.enums.js';

/** A value as the API shows it: a moment as ISO text, a list joined. */
export type AuditValue = string | string[] | null;

/** The value of a field before and after. For a secret both are null: the entry says only that it was set. */
export interface AuditDifference {
  before: AuditValue;
  after: AuditValue;
}

export interface AuditRecord {
  action: AuditAction;
  target?: { type: AuditTargetType; id: string };
  /** By the API's name of the field; never a secret. */
  changes?: Record<string, AuditDifference>;
  /** Ids of the roles before and after; the entry keeps their names at the time of the write. */
  roles?: { before: string[]; after: string[] };
  /** Set if the acting user is not the request's viewer, as in signing in. */
  actorId?: string;
  sessionId?: string;
}

/** The viewer and the origin of the request. Each may be null for an action without a request, such as a command. */
export type AuditOrigin = Pick<RequestContext, 'viewer'> & {
  requestId: string | null;
  origin: { address: string } | null;
};

/**
 * Adds one entry to the audit trail with one statement. Call it with the connection of the transaction of the change,
 * so that the change and the entry are committed together or not at all.
 */
export async function recordAudit(
  db: QueryExecutorProvider,
  { viewer, requestId, origin }: AuditOrigin,
  { action, target, changes = {}, roles, actorId, sessionId }: AuditRecord,
): Promise<void> {
  const values = [
    action,
    actorId ?? viewer?.userId ?? null,
    sessionId ?? viewer?.sessionId ?? null,
    viewer?.tokenId ?? null,
    target?.type ?? null,
    target?.id ?? null,
    requestId,
    origin?.address ?? null,
    JSON.stringify(changes),
  ];
  if (roles) await entryStatement(values, sql` || ${namedRoles(roles)}`).execute(db);
  else {
    const build = () => entryStatement(values, sql``);
    await writeKept(db, { lane: 'short', shape: 'audit entry', values, build });
  }
}

/**
 * Inserts an entry for each user that a set-based write has changed: an INSERT for a CTE of the write's statement.
 * @param rows follow FROM, with `c.id` of the user and `c.changes`; an order by it keeps the trail in that order
 */
export function userEntries(
  action: AuditAction,
  { viewer, requestId, origin }: AuditOrigin,
  rows: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`insert into audit_entries
    (action, actor_id, session_id, token_id, target_type, target_id, request_id, address, changes)
    select ${action}, ${viewer?.userId ?? null}::uuid, ${viewer?.sessionId ?? null}::uuid, ${viewer?.tokenId ?? null}::uuid,
      'USER', c.id, ${requestId}, ${origin?.address ?? null}, c.changes from ${rows}`;
}

export function textOf(value: AuditValue): string | null {
  return Array.isArray(value) ? value.join(', ') : value;
}

/** @param more is appended to the changes */
function entryStatement(values: readonly unknown[], more: RawBuilder<unknown>): RawBuilder<unknown> {
  const [action, actor, session, token, type, target, request, address, changes] = values;
  return sql`insert into audit_entries
    (action, actor_id, session_id, token_id, target_type, target_id, request_id, address, changes)
    values (${action}, ${actor}::uuid, ${session}::uuid, ${token}::uuid, ${type}, ${target}::uuid, ${request}, ${address},
      ${changes}::jsonb${more})`;
}

function namedRoles({ before, after }: { before: string[]; after: string[] }) {
  const names = (ids: string[]) => sql`(select coalesce(jsonb_agg(name order by name), '[]') from roles
    where id = any(${ids}::uuid[]))`;
  return sql`jsonb_build_object('roles',
    jsonb_build_object('before', ${names(before)}, 'after', ${names(after)}))`;
}
