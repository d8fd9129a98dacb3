import type { Session } from '../../auth/session/session';
import { SessionEnded } from '../../auth/session/session';

/**
 * In whose name an operation is run: answers with the token to send, or with none for nobody's name. The one that
 * the server refused is named, for another to be fetched.
 */
export type RunAs = (refused?: string) => Promise<string | undefined>;

/** As who is signed in; nobody where nobody is. Where the session has ended it waits until its person is back. */
export function asViewer(session: Session): RunAs {
  return async (refused) => {
    if (session.state.value === 'out') return undefined;
    try {
      return await session.access(refused);
    } catch (error) {
      if (error instanceof SessionEnded) return undefined;
      throw error;
    }
  };
}

/** As a script with this access token. A refused one stays refused. */
export function asScript(token: string): RunAs {
  return async () => token;
}
