import { graphql } from '../../gql';

export const BinRowFragment = graphql(`
  fragment BinRow on User {
    id
    version
    displayName
    email
    deletedAt
    deletedBy {
      id
      displayName
    }
    erasedAt
    viewerCanDelete
  }
`);

export const BinPageFragment = graphql(`
  fragment BinPage on UserConnection {
    edges {
      cursor
      node {
        ...BinRow
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

/** The counts of the side bar after a write of several users, whose states before it are not known here. */
export const SideCountsFragment = graphql(`
  fragment SideCounts on UsersWritePayload {
    everyone: users(first: 1) {
      ...ListCount
    }
    noAccess: users(first: 1, where: { state: [NO_ACCESS] }) {
      ...ListCount
    }
    invited: users(first: 1, where: { state: [INVITED, INVITATION_EXPIRED] }) {
      ...ListCount
    }
    deactivated: users(first: 1, where: { state: [DEACTIVATED] }) {
      ...ListCount
    }
  }
`);

export const BinDocument = graphql(`
  query Bin($first: Int!, $after: String, $where: UserWhere!, $orderBy: UserOrder!) {
    users(first: $first, after: $after, where: $where, orderBy: $orderBy) {
      ...BinPage
    }
  }
`);

export const RestoreUsersDocument = graphql(`
  mutation RestoreUsers($ids: [ID!]!, $first: Int!, $where: UserWhere!, $orderBy: UserOrder!) {
    write: restoreUsers(ids: $ids) {
      ids
      ...SideCounts
      users(first: $first, where: $where, orderBy: $orderBy) {
        ...BinPage
      }
      userErrors {
        ...FormError
        suggestion
      }
    }
  }
`);

export const RestoreWithAddressDocument = graphql(`
  mutation RestoreWithAddress(
    $id: ID!
    $email: String!
    $first: Int!
    $where: UserWhere!
    $orderBy: UserOrder!
  ) {
    write: restoreUser(id: $id, email: $email) {
      user {
        id
        state
      }
      users(first: $first, where: $where, orderBy: $orderBy) {
        ...BinPage
      }
      userErrors {
        ...FormError
        suggestion
      }
    }
  }
`);

export const EraseUsersDocument = graphql(`
  mutation EraseUsers(
    $ids: [ID!]!
    $confirmation: String!
    $first: Int!
    $where: UserWhere!
    $orderBy: UserOrder!
  ) {
    write: eraseUsers(ids: $ids, confirmation: $confirmation) {
      ids
      ...SideCounts
      users(first: $first, where: $where, orderBy: $orderBy) {
        ...BinPage
      }
      userErrors {
        ...FormError
        suggestion
      }
    }
  }
`);

/** News of users who were deleted or restored. */
export const BinChangedDocument = graphql(`
  subscription BinChanged {
    userChanged {
      kind
      user {
        id
      }
    }
  }
`);
