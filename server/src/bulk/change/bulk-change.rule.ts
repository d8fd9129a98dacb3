import { Permission } from '../../access/permission.enum.js';
import { IMPORT_NEEDS } from '../../users/import/user-import.row.js';
import type { TextField } from '../../users/user.fields.js';
import { BulkChangeKind, type BulkField } from './bulk-change.enums.js';

/** The parameters of a change, as stored. A value that is null empties the field. */
export interface StoredChange {
  roleId?: string;
  /** The name of the role when the job was started. */
  roleName?: string;
  field?: BulkField;
  value?: string | null;
  /** Of IMPORT. */
  importId?: string;
  fileName?: string;
  /** Whether created users are invited by mail. */
  invites?: boolean;
}

const WRITE = [Permission.USERS_WRITE];
const DELETE = [Permission.USERS_DELETE];
const ROLES = [Permission.USERS_WRITE, Permission.ROLES_WRITE];

/** What an actor needs for each kind: what the single write needs. */
export const NEEDS: Readonly<Record<BulkChangeKind, readonly Permission[]>> = {
  DEACTIVATE: WRITE,
  REACTIVATE: WRITE,
  DELETE,
  RESTORE: DELETE,
  ERASE: DELETE,
  ADD_ROLE: ROLES,
  REMOVE_ROLE: ROLES,
  SET_FIELD: WRITE,
  RESEND_INVITATION: WRITE,
  END_SESSIONS: WRITE,
  IMPORT: IMPORT_NEEDS,
};

/** The kind whose rules and statements an undo uses. A kind without one cannot be undone. */
export const INVERSE: Readonly<Partial<Record<BulkChangeKind, BulkChangeKind>>> = {
  DEACTIVATE: BulkChangeKind.REACTIVATE,
  REACTIVATE: BulkChangeKind.DEACTIVATE,
  DELETE: BulkChangeKind.RESTORE,
  RESTORE: BulkChangeKind.DELETE,
  ADD_ROLE: BulkChangeKind.REMOVE_ROLE,
  REMOVE_ROLE: BulkChangeKind.ADD_ROLE,
  SET_FIELD: BulkChangeKind.SET_FIELD,
  IMPORT: BulkChangeKind.IMPORT,
};

/** How long a job can be undone, and its results are kept. */
export const UNDO_DAYS = 30;

export const TEXT_OF: Readonly<Record<BulkField, TextField>> = {
  DEPARTMENT: 'department',
  TITLE: 'title',
  LOCALE: 'locale',
  TIME_ZONE: 'timeZone',
};

/** Whether the frozen set is the one that the actor was shown. More than one in a hundred is another set. */
export function isExpected(total: number, expected: number, kind: BulkChangeKind): boolean {
  const tolerance = kind === BulkChangeKind.ERASE ? 0 : Math.floor(expected / 100);
  return Math.abs(total - expected) <= tolerance;
}
