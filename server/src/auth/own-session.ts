import type { Viewer } from '../access/viewer.js';
import { BadInputError } from '../errors.js';

/** Somebody who signed in, at the session in which they did. */
export interface OwnSession {
  userId: string;
  sessionId: string;
}

/**
 * Who asks, where they signed in. What opens an account is changed by its person alone: an access token that leaked
 * must not become the whole account.
 */
export function ownSession(viewer: Viewer | null): OwnSession {
  const own = inPerson(viewer);
  if (!own) throw new BadInputError('error.sessionNeeded', {}, 'FORBIDDEN');
  return own;
}

/** The same where it may also be an access token that asks: undefined then. */
export function inPerson(viewer: Viewer | null): OwnSession | undefined {
  if (!viewer?.userId || !viewer.sessionId) return undefined;
  return { userId: viewer.userId, sessionId: viewer.sessionId };
}
