import { graphql } from '../../gql';

/*
 * Everything about a person in one request. An operation is refused as a whole where a field of it is, so there is one for
 * each of what a viewer may see.
 */

/** For viewers who may change users. */
export const UserSignInFragment = graphql(`
  fragment UserSignIn on User {
    ...UserSessions
    invitation {
      ...InvitationParts
    }
  }
`);

/** For viewers who may read the audit trail. */
export const UserTrailFragment = graphql(`
  fragment UserTrail on User {
    id
    auditEntries(first: 20) {
      ...AuditPage
    }
    oldestEntries: auditEntries(last: 1) {
      nodes {
        id
        action
        actor {
          id
          displayName
        }
      }
    }
  }
`);

export const UserDocument = graphql(`
  query User($id: ID!) {
    user(id: $id) {
      ...UserDetails
    }
  }
`);

export const UserToEditDocument = graphql(`
  query UserToEdit($id: ID!) {
    user(id: $id) {
      ...UserDetails
      ...UserSignIn
    }
  }
`);

export const UserToAuditDocument = graphql(`
  query UserToAudit($id: ID!) {
    user(id: $id) {
      ...UserDetails
      ...UserTrail
    }
  }
`);

export const UserInFullDocument = graphql(`
  query UserInFull($id: ID!) {
    user(id: $id) {
      ...UserDetails
      ...UserSignIn
      ...UserTrail
    }
  }
`);

/** The other editors of an open user, and the changes since the edit began. */
export const UserActivityDocument = graphql(`
  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {
    userActivity(id: $id, isEditing: $isEditing) {
      ...UserActivityParts
    }
  }
`);

export const UserActivityFragment = graphql(`
  fragment UserActivityParts on UserActivity {
    editors {
      isOwn
      user {
        id
        displayName
      }
    }
    changes(since: $since) @include(if: $isEditing) {
      ...FieldChange
    }
  }
`);

/** The same with the sessions and the audit trail, while they are on screen. */
export const UserActivityInFullDocument = graphql(`
  subscription UserActivityInFull($id: ID!, $isEditing: Boolean!, $since: Int!) {
    userActivity(id: $id, isEditing: $isEditing) {
      ...UserActivityParts
      user {
        id
        ...UserSignIn
        ...UserTrail
      }
    }
  }
`);
