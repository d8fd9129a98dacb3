import type { CreateAccessTokenInput, Permission } from '../gql/graphql';

/** How long a token may live, in days. */
export const LIFETIMES = ['7', '30', '90', '365', 'never'] as const;

export type Lifetime = (typeof LIFETIMES)[number];

/** Every permission, the most common first. */
const ORDER: Record<Permission, number> = {
  USERS_READ: 0,
  USERS_WRITE: 1,
  USERS_DELETE: 2,
  ROLES_WRITE: 3,
  TOKENS_WRITE: 4,
  AUDIT_READ: 5,
  FEEDBACK_READ: 6,
  SETTINGS_WRITE: 7,
};

export interface TokenDraft {
  name: string;
  permissions: Permission[];
  lifetime: Lifetime;
}

const DAY_MS = 86_400_000;

export function newDraft(): TokenDraft {
  return { name: '', permissions: [], lifetime: '90' };
}

/** Permissions in the order in which people read them. */
export function inOrder(permissions: readonly Permission[]): Permission[] {
  return permissions.toSorted((one, other) => ORDER[one] - ORDER[other]);
}

/** @param now in milliseconds */
export function tokenInput({ name, permissions, lifetime }: TokenDraft, now: number): CreateAccessTokenInput {
  const expiresAt = lifetime === 'never' ? null : new Date(now + Number(lifetime) * DAY_MS).toISOString();
  return { name, permissions, expiresAt };
}
