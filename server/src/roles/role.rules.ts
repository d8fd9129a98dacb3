import { Permission } from '../access/permission.enum.js';
import { reaches, type Viewer } from '../access/viewer.js';
import { type Locale, message, type MessageKey } from '../messages/messages.js';
import type { RoleRow } from './role.row.js';

const DESCRIPTIONS: Readonly<Record<string, MessageKey>> = {
  OWNER: 'role.owner',
  ADMINISTRATOR: 'role.administrator',
  EDITOR: 'role.editor',
  VIEWER: 'role.viewer',
  AUDITOR: 'role.auditor',
};

/** Whether it is built in. Built-in roles cannot be changed, so that everybody knows their permissions. */
export function isBuiltIn({ key }: Pick<RoleRow, 'key'>): boolean {
  return key != null;
}

/** Whether the viewer may give and remove it. */
export function mayGive(viewer: Viewer | null, { permissions }: RoleRow): boolean {
  return !!viewer?.permissions.has(Permission.ROLES_WRITE) && reaches(viewer, permissions);
}

/** Whether the viewer may change and delete it. */
export function mayChange(viewer: Viewer | null, role: RoleRow): boolean {
  return !isBuiltIn(role) && mayGive(viewer, role);
}

/** The description of the role; of a built-in one in the reader's language. */
export function describe({ key, description }: RoleRow, locale: Locale): string | null {
  const own = key && DESCRIPTIONS[key];
  return own ? message(locale, own) : (description ?? null);
}
