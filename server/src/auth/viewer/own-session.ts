import { inPerson, type OwnSession, type Viewer } from '../../access/viewer.js';
import { BadInputError } from '../../errors.js';

export type { OwnSession };

/**
 * Who asks, where they signed in. What opens an account is changed by its person alone: an access token that leaked
 * must not become the whole account.
 */
export function ownSession(viewer: Viewer | null): OwnSession {
  const own = inPerson(viewer);
  if (!own) throw new BadInputError('error.sessionNeeded', {}, 'FORBIDDEN');
  return own;
}
