import { graphql } from '../gql';

export const InvitationFragment = graphql(`
  fragment InvitationParts on Invitation {
    id
    state
    delivery
    email
    createdAt
    sentAt
    expiresAt
    user {
      id
      displayName
      viewerCanUpdate
      state
      invitationExpiresAt
    }
    invitedBy {
      id
      displayName
    }
  }
`);

export const InvitationPageFragment = graphql(`
  fragment InvitationPage on InvitationConnection {
    edges {
      cursor
      node {
        ...InvitationParts
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
    totalCountIsCapped
  }
`);

export const InvitationsDocument = graphql(`
  query Invitations($first: Int!, $after: String, $where: InvitationWhere) {
    invitations(first: $first, after: $after, where: $where) {
      ...InvitationPage
    }
  }
`);

/** The invitation of one user, for who looks at the user. */
export const UserInvitationDocument = graphql(`
  query UserInvitation($id: ID!) {
    user(id: $id) {
      id
      invitation {
        ...InvitationParts
      }
    }
  }
`);

/** With the user's latest: a first invitation is the user's from the answer on. */
export const InviteUserDocument = graphql(`
  mutation InviteUser($id: ID!, $first: Int!, $where: InvitationWhere) {
    write: inviteUser(id: $id) {
      invitation {
        ...InvitationParts
        user {
          id
          invitation {
            id
          }
        }
      }
      link
      invitations(first: $first, where: $where) {
        ...InvitationPage
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const CancelInvitationDocument = graphql(`
  mutation CancelInvitation($id: ID!, $first: Int!, $where: InvitationWhere) {
    write: cancelInvitation(id: $id) {
      invitation {
        ...InvitationParts
      }
      invitations(first: $first, where: $where) {
        ...InvitationPage
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

/** The outcome of a mail comes as news of the user. */
export const InvitationChangedDocument = graphql(`
  subscription InvitationChanged {
    userChanged {
      kind
      user {
        id
        invitation {
          ...InvitationParts
        }
      }
    }
  }
`);
