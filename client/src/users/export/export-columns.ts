import type { ColumnId } from '../list/table/user-columns';

/** The fields of the API that a column shows, in a file's columns. */
const FIELDS: Record<ColumnId, readonly string[]> = {
  name: ['displayName', 'email'],
  title: ['title'],
  department: ['department'],
  phone: ['phone'],
  roles: ['roles'],
  status: ['state'],
  secondFactor: ['hasSecondFactor'],
  lastSignIn: ['lastSignInAt'],
  created: ['createdAt'],
  updated: ['updatedAt'],
  locale: ['locale'],
  timeZone: ['timeZone'],
  id: ['id'],
};

/**
 * The columns of a file that holds what the table shows.
 * @param mayWrite whether the viewer may see second factors
 */
export function exportColumns(shown: readonly ColumnId[], mayWrite: boolean): string[] {
  return (['name', ...shown] as const)
    .filter((id) => mayWrite || id !== 'secondFactor')
    .flatMap((id) => FIELDS[id]);
}
