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

/** Whether it came with the directory: nobody changes those, so that everybody knows what they allow. */
export function isBuiltIn({ key }: Pick<RoleRow, 'key'>): boolean {
  return key != null;
}

/** Whether the viewer may give it and take it away. */
export function mayGive(viewer: Viewer | null, { permissions }: RoleRow): boolean {
  return !!viewer?.permissions.has(Permission.ROLES_WRITE) && reaches(viewer, permissions);
}

/** Whether the viewer may change and delete it. */
export function mayChange(viewer: Viewer | null, role: RoleRow): boolean {
  return !isBuiltIn(role) && mayGive(viewer, role);
}

/** What the role is for, in the reader's language where it came with the directory. */
export function describe({ key, description }: RoleRow, locale: Locale): string | null {
  const own = key && DESCRIPTIONS[key];
  return own ? message(locale, own) : (description ?? null);
}
