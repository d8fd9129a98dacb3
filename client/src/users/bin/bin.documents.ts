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
