import { graphql } from '../gql';

export const SessionFragment = graphql(`
  fragment SessionRow on Session {
    id
    browser
    operatingSystem
    address
    createdAt
    lastUsedAt
    isCurrent
  }
`);

/** All sessions of a user; only a script makes more than one page of them. */
export const UserSessionsFragment = graphql(`
  fragment UserSessions on User {
    id
    sessions(first: 100) {
      nodes {
        ...SessionRow
      }
      totalCount
    }
  }
`);

export const OwnSessionsDocument = graphql(`
  query OwnSessions {
    user: viewer {
      ...UserSessions
    }
  }
`);

export const UserSessionsDocument = graphql(`
  query UserSessions($id: ID!) {
    user(id: $id) {
      ...UserSessions
    }
  }
`);

export const RevokeSessionDocument = graphql(`
  mutation RevokeSession($id: ID!) {
    write: revokeSession(id: $id) {
      user {
        ...UserSessions
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RevokeSessionsDocument = graphql(`
  mutation RevokeSessions($userId: ID!) {
    write: revokeSessions(userId: $userId) {
      user {
        ...UserSessions
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const SignOutEverywhereDocument = graphql(`
  mutation SignOutEverywhere($keepCurrent: Boolean!) {
    write: signOutEverywhere(keepCurrent: $keepCurrent) {
      user {
        ...UserSessions
      }
      userErrors {
        ...FormError
      }
    }
  }
`);
