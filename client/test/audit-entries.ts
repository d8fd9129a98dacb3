import type { AuditRowFragment } from '../src/gql/graphql';

type Typed<T> = T & { __typename: string };

/** A user that an entry names. */
export const named = (id: string, displayName: string) => ({ __typename: 'User', id, displayName });

/** An entry of the audit trail, as the server tells of it: Olga changed Ada. */
export function entry(n: number, own: Partial<AuditRowFragment> = {}): Typed<AuditRowFragment> {
  return {
    __typename: 'AuditEntry',
    id: `entry ${n}`,
    occurredAt: '2026-11-24T10:00:00.000Z',
    action: 'USER_UPDATED',
    actorId: 'olga',
    actor: named('olga', 'Olga Owner'),
    sessionId: 'a session',
    tokenId: null,
    targetType: 'USER',
    targetId: 'ada',
    target: named('ada', 'Ada Lovelace'),
    requestId: `request ${n}`,
    address: '192.0.2.1',
    changes: [],
    ...own,
  };
}

/** The answer to the AuditEntries query. */
export function entriesPage(entries: AuditRowFragment[], endCursor: string | null = null) {
  return {
    auditEntries: {
      __typename: 'AuditEntryConnection',
      nodes: entries.map((each) => ({
        ...each,
        changes: each.changes.map((change) => ({ __typename: 'AuditChange', ...change })),
      })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
      totalCount: entries.length,
      totalCountIsCapped: false,
    },
  };
}
