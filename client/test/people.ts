import type { UserDetailsFragment, UserInFullQuery, UsersQuery } from '../src/gql/graphql';

type Typed<T> = T & { __typename: string };

/** Somebody, as the server tells of them. */
export function person(n: number, own: Partial<UserDetailsFragment> = {}): Typed<UserDetailsFragment> {
  const moment = '2026-11-24T10:00:00.000Z';
  return {
    __typename: 'User',
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    version: 1,
    email: `person.${n}@example.org`,
    displayName: `Person ${n}`,
    givenName: null,
    familyName: null,
    title: null,
    department: null,
    phone: null,
    locale: null,
    timeZone: null,
    status: 'ACTIVE',
    state: 'ACTIVE',
    invitationExpiresAt: null,
    roles: [],
    createdAt: moment,
    updatedAt: moment,
    lastSignInAt: null,
    viewerCanUpdate: true,
    viewerCanDelete: true,
    viewerCanChangeRoles: true,
    hasSecondFactor: false,
    ...own,
  };
}

/** The answer to the Users query. */
export function pageOf(people: UserDetailsFragment[], own: Partial<UsersQuery['users']> = {}) {
  const edges = people.map((node) => ({ __typename: 'UserEdge', cursor: `at ${node.id}`, node }));
  return {
    users: {
      __typename: 'UserConnection',
      edges,
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: edges.at(-1)?.cursor ?? null },
      totalCount: people.length,
      totalCountIsCapped: false,
      suggestion: null,
      binCount: null,
      ...own,
    },
    bin: { __typename: 'UserConnection', totalCount: 0 },
  };
}

/** Somebody with all that an owner sees of them: who was never invited, is signed in nowhere and has no history. */
export function inFull(user: Typed<UserDetailsFragment>): NonNullable<UserInFullQuery['user']> {
  const none = { nodes: [], totalCount: 0, totalCountIsCapped: false };
  const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: null };
  return {
    ...user,
    invitation: null,
    sessions: { __typename: 'SessionConnection', ...none },
    auditEntries: { __typename: 'AuditEntryConnection', ...none, pageInfo },
    oldestEntries: { __typename: 'AuditEntryConnection', ...none },
  } as NonNullable<UserInFullQuery['user']>;
}
