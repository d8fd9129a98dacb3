import type { CreateAccessTokenInput, Permission } from '../gql/graphql';

/** How long a token may live, in days. */
export const LIFETIMES = ['7', '30', '90', '365', 'never'] as const;

export type Lifetime = (typeof LIFETIMES)[number];

export interface TokenDraft {
  name: string;
  permissions: Permission[];
  lifetime: Lifetime;
}

const DAY_MS = 86_400_000;

export function newDraft(): TokenDraft {
  return { name: '', permissions: [], lifetime: '90' };
}

/** @param now in milliseconds */
export function tokenInput({ name, permissions, lifetime }: TokenDraft, now: number): CreateAccessTokenInput {
  const expiresAt = lifetime === 'never' ? null : new Date(now + Number(lifetime) * DAY_MS).toISOString();
  return { name, permissions, expiresAt };
}
