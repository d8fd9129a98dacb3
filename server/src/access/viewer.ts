import type { Permission } from './permission.enum.js';

/**
 * Who asks, as the database knew them when the request came. An access token of a user's acts as that user and may
 * do what both the token and the user may; one that an operator made belongs to nobody and has no `userId`.
 */
export interface Viewer {
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** Whether the viewer may do all of this: nobody changes, gives or takes what allows more than they may do. */
export function reaches(viewer: Viewer, permissions: readonly Permission[]): boolean {
  return permissions.every((permission) => viewer.permissions.has(permission));
}

/** From where a request came, for sessions, limits and the audit trail. */
export interface Origin {
  /** The client's network address, as TRUST_PROXY lets it be known. */
  readonly address: string;
  readonly userAgent: string | null;
}

/** Somebody who signed in, at the session in which they did. */
export interface OwnSession {
  userId: string;
  sessionId: string;
}

/** Who asks, where they signed in; undefined where it is an access token that asks, or nobody. */
export function inPerson(viewer: Viewer | null): OwnSession | undefined {
  if (!viewer?.userId || !viewer.sessionId) return undefined;
  return { userId: viewer.userId, sessionId: viewer.sessionId };
}

/** Whether the viewer is this user in person: with a session, and not with a token that acts as them. */
export function isInPerson(viewer: Viewer | null, userId: string | null): boolean {
  return viewer !== null && viewer.sessionId !== null && viewer.userId === userId;
}
