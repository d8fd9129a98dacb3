import { Permission } from '../../access/permission.enum.js';
import { reaches, type Viewer } from '../../access/viewer.js';
import { message, type MessageKey } from '../../messages/messages.js';
import { isUuid } from '../../pagination/cursor.js';
import type { RoleRow } from '../../roles/role.row.js';
import { TEXT_FIELDS, type TextField } from '../user.fields.js';
import type { AddressRule } from '../validation/email-address.validation.js';
import { readTexts } from '../validation/user.validation.js';
import type { ImportField } from './import-columns.js';

export interface ImportReason {
  code: string;
  /** Null for the row as a whole. */
  field: string | null;
  message: string;
}

/** A row as the rules of single writes read it, before it is compared with the directory. */
export interface ReadRow {
  id: string | null;
  texts: Partial<Record<TextField, string | null>>;
  /** Null where the file has no roles. */
  roles: string[] | null;
  reasons: ImportReason[];
}

export interface RowRules {
  columns: readonly (ImportField | null)[];
  viewer: Viewer;
  roles: readonly RoleRow[];
  addresses: AddressRule;
}

/** A cell that is not in the row, as rows may be ragged, changes nothing. */
export function readRow(cells: readonly (string | undefined)[], rules: RowRules): ReadRow {
  const given = new Map<ImportField, string>();
  const reasons: ImportReason[] = [];
  if (cells.length > rules.columns.length) reasons.push(reason('INVALID', null, 'userError.import.cells'));
  rules.columns.forEach((field, index) => {
    if (!field || index >= cells.length) return;
    const cell = cells[index];
    if (cell === undefined) reasons.push(reason('INVALID', field, 'userError.import.encoding'));
    else given.set(field, cell);
  });
  const input = Object.fromEntries(TEXT_FIELDS.map((field) => [field, given.get(field)]));
  const { texts, refusals } = readTexts(input, rules.addresses);
  for (const { code, path, key, params } of refusals) {
    reasons.push({ code, field: path[1] ?? null, message: message('en', key, params) });
  }
  const id = given.get('id')?.trim().toLowerCase() ?? '';
  if (id !== '' && !isUuid(id)) reasons.push(reason('NOT_FOUND', 'id', 'userError.notFound.user'));
  const roles = readRoles(given.get('roles'), rules, reasons);
  return { id: isUuid(id) ? id : null, texts, roles, reasons };
}

/** One name a line, as the export writes them, or with semicolons between. */
function readRoles(cell: string | undefined, { roles }: RowRules, reasons: ImportReason[]): string[] | null {
  if (cell === undefined) return null;
  const ids = new Set<string>();
  for (const name of cell.split(/[\r\n;]/).map((each) => each.trim().toLowerCase())) {
    if (name === '') continue;
    const role = roles.find((each) => each.name.toLowerCase() === name || each.key?.toLowerCase() === name);
    if (role) ids.add(role.id);
    else reasons.push(reason('NOT_FOUND', 'roles', 'userError.notFound.role'));
  }
  return [...ids];
}

/** The roles that the viewer may give and take away: as checkRoleChange. */
export function givable({ roles, viewer }: Pick<RowRules, 'roles' | 'viewer'>): string[] {
  if (!viewer.permissions.has(Permission.ROLES_WRITE)) return [];
  return roles.filter(({ permissions }) => reaches(viewer, permissions)).map(({ id }) => id);
}

export function reason(code: string, field: string | null, key: MessageKey): ImportReason {
  return { code, field, message: message('en', key) };
}
