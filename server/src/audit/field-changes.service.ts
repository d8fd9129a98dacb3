import { type QueryExecutorProvider, sql } from 'kysely';
import { read } from '../database/reads.js';
import { TEXT_FIELDS } from '../users/user.fields.js';
import { AuditAction } from './audit.enums.js';
import { type AuditDifference, textOf } from './audit.service.js';

/** How a field of a user differs from an earlier version, with the last write that changed it. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
  /** PostgreSQL's text. */
  occurredAt: string;
  actorId: string | null;
}

/**
 * Each of these actions writes one entry per version. A password reset writes a version too, but changes none of these fields.
 */
const ACTIONS = [
  AuditAction.USER_UPDATED,
  AuditAction.USER_DEACTIVATED,
  AuditAction.USER_REACTIVATED,
  AuditAction.USER_DELETED,
  AuditAction.USER_RESTORED,
  AuditAction.INVITATION_ACCEPTED,
];

const FIELDS: ReadonlySet<string> = new Set([...TEXT_FIELDS, 'roles', 'status']);

/** An editor with an older version gets only the last changes. */
const MAX_ENTRIES = 50;

type EntryRow = Pick<FieldChange, 'occurredAt' | 'actorId'> & { changes: Record<string, AuditDifference> };

/**
 * The fields of a user that differ from an earlier version. Reads as many of the user's newest entries as versions have
 * passed since, in one statement.
 */
export async function fieldChangesSince(
  db: QueryExecutorProvider,
  userId: string,
  version: number,
): Promise<FieldChange[]> {
  const statement = sql<EntryRow>`select a.occurred_at as "occurredAt", a.actor_id as "actorId", a.changes
    from audit_entries a where a.target_id = ${userId}::uuid and a.action = any(${ACTIONS}::text[])
    order by a.occurred_at desc, a.id desc
    limit least(greatest((select version from users where id = ${userId}::uuid) - ${version}::int, 0), ${MAX_ENTRIES})`;
  return summed(await read(db, statement, 'custom'));
}

/** @param entries newest first */
function summed(entries: EntryRow[]): FieldChange[] {
  const found = new Map<string, FieldChange>();
  for (const { changes, ...entry } of entries) {
    for (const [field, { before, after }] of Object.entries(changes)) {
      if (!FIELDS.has(field)) continue;
      const later = found.get(field);
      if (later) later.before = textOf(before);
      else found.set(field, { field, before: textOf(before), after: textOf(after), ...entry });
    }
  }
  return [...found.values()].filter(({ before, after }) => before !== after);
}
