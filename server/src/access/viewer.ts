import type { Permission } from './permission.enum.js';

/**
 * Who sent the request, as read from the database when it arrived. An access token of a user acts as that user and has
 * the permissions that both have. A token that an operator made belongs to no user and has no `userId`.
 */
export interface Viewer {
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * Whether the viewer has all these permissions. Viewers may change, give and remove only permissions that they have themselves.
 */
export function reaches(viewer: Viewer, permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => viewer.permissions.has(permission));
}

/** The origin of a request, for sessions, limits and the audit trail. */
export interface Origin {
  /** The client's network address, as found with TRUST_PROXY. */
  readonly address: string;
  readonly userAgent: string | null;
}

/** A user who signed in, and the session of that sign-in. */
export interface OwnSession {
  userId: string;
  sessionId: string;
}

/** The user and session of a viewer; undefined for an access token and without a viewer. */
export function inPerson(viewer: Viewer | null): OwnSession | undefined {
  if (!viewer?.userId || !viewer.sessionId) return undefined;
  return { userId: viewer.userId, sessionId: viewer.sessionId };
}

/** Whether the viewer is this user with a session, not a token that acts as the user. */
export function isInPerson(viewer: Viewer | null, userId: string | null): boolean {
  return viewer !== null && viewer.sessionId !== null && viewer.userId === userId;
}
