import type { AuditAction } from '../gql/graphql';

type ActionGroup =
  'users' | 'entry' | 'secondFactor' | 'invitations' | 'tokens' | 'roles' | 'views' | 'bulk' | 'feedback';

/** A record of all actions, so that the compiler asks for the place of a new one. */
const GROUPS: Record<AuditAction, ActionGroup> = {
  USER_CREATED: 'users',
  USER_UPDATED: 'users',
  USER_DEACTIVATED: 'users',
  USER_REACTIVATED: 'users',
  USER_DELETED: 'users',
  USER_RESTORED: 'users',
  USER_ERASED: 'users',
  USERS_EXPORTED: 'users',
  SAMPLE_PEOPLE_ADDED: 'users',
  SAMPLE_PEOPLE_REMOVED: 'users',
  SIGNED_IN: 'entry',
  SIGN_IN_FAILED: 'entry',
  SIGNED_OUT: 'entry',
  SESSION_REVOKED: 'entry',
  SECOND_FACTOR_ENABLED: 'secondFactor',
  SECOND_FACTOR_DISABLED: 'secondFactor',
  SECOND_FACTOR_RESET: 'secondFactor',
  RECOVERY_CODES_RENEWED: 'secondFactor',
  RECOVERY_CODE_USED: 'secondFactor',
  PASSKEY_ADDED: 'secondFactor',
  PASSKEY_RENAMED: 'secondFactor',
  PASSKEY_REMOVED: 'secondFactor',
  INVITATION_SENT: 'invitations',
  INVITATION_CANCELLED: 'invitations',
  INVITATION_ACCEPTED: 'invitations',
  PASSWORD_RESET_REQUESTED: 'invitations',
  PASSWORD_CHANGED: 'invitations',
  EMAIL_CHANGE_REQUESTED: 'invitations',
  OWNER_SET_UP: 'invitations',
  TOKEN_CREATED: 'tokens',
  TOKEN_REVOKED: 'tokens',
  ROLE_CREATED: 'roles',
  ROLE_UPDATED: 'roles',
  ROLE_DELETED: 'roles',
  VIEW_CREATED: 'views',
  VIEW_UPDATED: 'views',
  VIEW_DELETED: 'views',
  BULK_JOB_STARTED: 'bulk',
  BULK_JOB_CANCELLED: 'bulk',
  FEEDBACK_SENT: 'feedback',
  FEEDBACK_UPDATED: 'feedback',
  FEEDBACK_ANSWERED: 'feedback',
  FEEDBACK_EXPORTED: 'feedback',
  USAGE_SETTING_CHANGED: 'feedback',
};

const ICONS: Record<ActionGroup, string> = {
  users: 'i-lucide-user-round-pen',
  entry: 'i-lucide-log-in',
  secondFactor: 'i-lucide-fingerprint-pattern',
  invitations: 'i-lucide-mail',
  tokens: 'i-lucide-key-round',
  roles: 'i-lucide-shield',
  views: 'i-lucide-list-filter',
  bulk: 'i-lucide-list-checks',
  feedback: 'i-lucide-message-square',
};

const OWN_ICONS: Partial<Record<AuditAction, string>> = {
  USER_CREATED: 'i-lucide-user-round-plus',
  USER_DELETED: 'i-lucide-trash-2',
  USER_RESTORED: 'i-lucide-undo-2',
  USER_ERASED: 'i-lucide-eraser',
  SIGN_IN_FAILED: 'i-lucide-shield-alert',
  SIGNED_OUT: 'i-lucide-log-out',
  SESSION_REVOKED: 'i-lucide-log-out',
  PASSWORD_CHANGED: 'i-lucide-lock-keyhole',
  PASSWORD_RESET_REQUESTED: 'i-lucide-lock-keyhole',
};

// The record has no others.
export const ACTIONS = Object.keys(GROUPS) as AuditAction[];

/** The actions by what they are about, each group in the order of above. */
export const ACTION_GROUPS: readonly AuditAction[][] = [
  ...Map.groupBy(ACTIONS, (action) => GROUPS[action]).values(),
];

/** A newer server may know actions that this page does not. */
export function isKnown(action: string): action is AuditAction {
  return action in GROUPS;
}

export function iconOf(action: AuditAction): string {
  return OWN_ICONS[action] ?? (isKnown(action) ? ICONS[GROUPS[action]] : 'i-lucide-circle-help');
}
