import type { SessionRowFragment, UserSessionsFragment } from '../gql/graphql';
import { useLists } from '../lib/live-list/useLists';
import { connectionKey, rowsIn, useConnection } from '../lib/server/useConnection';
import { OwnSessionsDocument, UserSessionsDocument } from './sessions.documents';

const OWN = 'own sessions';
/** The kind of list: see `useLists`. */
export const OF_USERS = 'sessions of users';

/** The viewer's sessions, read when the page is opened and updated by each write from it. */
export function useOwnSessions() {
  const lists = useLists<SessionRowFragment>(OWN);
  const sessions = useConnection({
    kind: OWN,
    document: OwnSessionsDocument,
    variables: () => ({}),
    connectionIn: ({ user }) => user?.sessions,
  });
  return {
    ...sessions,
    /** Takes the answer to a write. */
    receive: (user: UserSessionsFragment) =>
      lists.dispatchToAll({ type: 'firstPageRead', page: rowsIn(user.sessions) }),
  };
}

/** The sessions of a user, as they came with the user, by news and by each write. */
export function useUserSessions(id: () => string) {
  const lists = useLists<SessionRowFragment>(OF_USERS);
  const sessions = useConnection({
    kind: OF_USERS,
    document: UserSessionsDocument,
    variables: () => ({ id: id() }),
    connectionIn: ({ user }) => user?.sessions,
    isKeptUpToDate: true,
  });
  return {
    ...sessions,
    /** Takes the answer to a write, which may be of a user whose drawer is closed by now. */
    receive: (user: UserSessionsFragment) =>
      lists.dispatch(connectionKey({ id: user.id }), { type: 'firstPageRead', page: rowsIn(user.sessions) }),
  };
}
