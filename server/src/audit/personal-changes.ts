import { TEXT_FIELDS } from '../users/user.fields.js';

/** Without USERS_READ the audit trail shows that these fields changed, without their values. */
const PERSONAL = new Set<string>([...TEXT_FIELDS, 'search']);

type Change = { field: string; before: string | null; after: string | null };

/** @param named whether names and addresses of users are shown, which needs USERS_READ */
export function visibleChanges<C extends Change>(changes: readonly C[], named: boolean): C[] {
  return changes.map((change) =>
    named || !PERSONAL.has(change.field) ? change : { ...change, before: null, after: null },
  );
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
