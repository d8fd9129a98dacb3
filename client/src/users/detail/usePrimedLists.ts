import { AUDIT_KIND, historyOf } from '../../audit/useAuditEntries';
import type { AuditPageFragment, AuditRowFragment, SessionRowFragment } from '../../gql/graphql';
import { useLists } from '../../lib/live-list/useLists';
import { connectionKey, rowsIn } from '../../lib/server/useConnection';
import { OF_USERS } from '../../sessions/useSessions';

interface Told {
  id: string;
  sessions?: { nodes: readonly SessionRowFragment[]; totalCount: number };
  auditEntries?: AuditPageFragment;
}

/** Puts sessions and audit entries that came with a user where their lists find them. */
export function usePrimedLists() {
  const sessionLists = useLists<SessionRowFragment>(OF_USERS);
  const auditLists = useLists<AuditRowFragment>(AUDIT_KIND);

  function prime({ id, sessions, auditEntries }: Told): void {
    if (sessions) {
      const page = rowsIn<SessionRowFragment>(sessions);
      sessionLists.dispatch(connectionKey({ id }), { type: 'firstPageRead', page });
    }
    if (auditEntries) {
      const page = rowsIn<AuditRowFragment>(auditEntries);
      auditLists.dispatch(connectionKey(historyOf(id)), { type: 'firstPageRead', page });
    }
  }

  return { prime };
}
