import type { MessageKey, MessageParams } from '../../../messages/messages.js';
import { isUuid } from '../../../pagination/cursor.js';
import { UserErrorCode } from '../../../refusals/user-error.enum.js';
import { TEXT_FIELDS, type TextField } from '../../user.fields.js';
import type { AddressRule } from '../../validation/email-address.validation.js';
import { readTexts } from '../../validation/user.validation.js';
import type { ImportField } from '../file/import-columns.js';
import type { ImportRecord } from '../file/import-records.js';

/** The stored form. It is shown as a text in the language of the request. */
export interface ImportReason {
  code: UserErrorCode;
  /** Null for the row as a whole. */
  field: string | null;
  key: MessageKey;
  params?: MessageParams;
}

/** A row parsed by the rules of single writes, before it is compared with the directory. */
export interface ReadRow {
  id: string | null;
  texts: Partial<Record<TextField, string | null>>;
  /** Null if the file has no roles; else in the order of the ids. */
  roles: string[] | null;
  reasons: ImportReason[];
}

export interface RowRules {
  columns: readonly (ImportField | null)[];
  /** The id of a role by its name; undefined if there is none. */
  roleOf: (name: string) => string | undefined;
  addresses: AddressRule;
}

/** A cell that is not in the row, as rows may be ragged, changes nothing. */
export function readRow({ cells, isUnreadable }: ImportRecord, rules: RowRules): ReadRow {
  if (isUnreadable) {
    const reasons = [reason(UserErrorCode.INVALID, null, 'userError.import.json')];
    return { id: null, texts: {}, roles: null, reasons };
  }
  const given = new Map<ImportField, string>();
  const reasons: ImportReason[] = [];
  if (cells.length > rules.columns.length) {
    reasons.push(reason(UserErrorCode.INVALID, null, 'userError.import.cells'));
  }
  rules.columns.forEach((field, index) => {
    const cell = cells[index];
    if (!field || cell === undefined) return;
    if (cell === null) reasons.push(reason(UserErrorCode.INVALID, field, 'userError.import.encoding'));
    else given.set(field, cell);
  });
  const input = Object.fromEntries(TEXT_FIELDS.map((field) => [field, given.get(field)]));
  const { texts, refusals } = readTexts(input, rules.addresses);
  for (const { code, path, key, params } of refusals) {
    reasons.push({ ...reason(code, path[1] ?? null, key), ...(params && { params }) });
  }
  const id = given.get('id')?.trim().toLowerCase() ?? '';
  if (id !== '' && !isUuid(id))
    reasons.push(reason(UserErrorCode.NOT_FOUND, 'id', 'userError.notFound.user'));
  const roles = readRoles(given.get('roles'), rules, reasons);
  return { id: isUuid(id) ? id : null, texts, roles, reasons };
}

/** All names in a cell of roles: one per line, as the export writes them, or separated by semicolons. */
export function roleNames(cell: string): string[] {
  return linesOf(cell).flatMap((line) => [line, ...partsOf(line)]);
}

/** A name may contain a semicolon, so a whole line that is a name takes precedence. */
function readRoles(cell: string | undefined, { roleOf }: RowRules, reasons: ImportReason[]): string[] | null {
  if (cell === undefined) return null;
  const names = linesOf(cell).flatMap((line) => (roleOf(line) === undefined ? partsOf(line) : [line]));
  const ids = names.map(roleOf);
  if (ids.includes(undefined)) {
    reasons.push(reason(UserErrorCode.NOT_FOUND, 'roles', 'userError.notFound.role'));
  }
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}

function linesOf(cell: string): string[] {
  return filled(cell.split(/[\r\n]+/));
}

function partsOf(line: string): string[] {
  return filled(line.split(';'));
}

function filled(names: readonly string[]): string[] {
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

export function reason(code: UserErrorCode, field: string | null, key: MessageKey): ImportReason {
  return { code, field, key };
}
