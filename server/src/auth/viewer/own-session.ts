import { inPerson, type OwnSession, type Viewer } from '../../access/viewer.js';
import { BadInputError } from '../../errors.js';

export type { OwnSession };

/**
 * The viewer, if they have a session. Only the person may change the means of signing in: a leaked access token must not give
 * control of the whole account.
 */
export function ownSession(viewer: Viewer | null): OwnSession {
  const own = inPerson(viewer);
  if (!own) throw new BadInputError('error.sessionNeeded', {}, 'FORBIDDEN');
  return own;
}
