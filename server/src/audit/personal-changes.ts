import { type AuditDifference, textOf } from './audit.service.js';
import type { AuditChange } from './audit.types.js';
import { TEXT_FIELDS } from '../users/user.fields.js';

/** Without USERS_READ the audit trail shows that these fields changed, without their values. */
const PERSONAL = new Set<string>([...TEXT_FIELDS, 'search']);

/**
 * The differences as text, in a list of fields.
 * @param named whether names and addresses of users are shown, which needs USERS_READ
 */
export function visibleChanges(
  changes: Readonly<Record<string, AuditDifference>>,
  named: boolean,
): AuditChange[] {
  return Object.entries(changes).map(([field, { before, after }]) => {
    const isShown = named || !PERSONAL.has(field);
    return { field, before: isShown ? textOf(before) : null, after: isShown ? textOf(after) : null };
  });
}

/** The same for differences as stored. */
export function visibleDifferences<D>(changes: Readonly<Record<string, D>>, named: boolean): object {
  return Object.fromEntries(
    Object.entries(changes).map(([field, difference]) => [
      field,
      named || !PERSONAL.has(field) ? difference : { before: null, after: null },
    ]),
  );
}
