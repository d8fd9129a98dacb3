import { graphql } from '../gql';

/** What a row of the list shows, and what telling the newer of two answers needs (`version`). */
export const UserRowFragment = graphql(`
  fragment UserRow on User {
    id
    version
    email
    displayName
    title
    department
    status
    roles {
      id
      name
    }
    createdAt
    updatedAt
    lastSignInAt
  }
`);

export const UserDetailsFragment = graphql(`
  fragment UserDetails on User {
    ...UserRow
    givenName
    familyName
    phone
    locale
    timeZone
    viewerCanUpdate
    viewerCanDelete
    viewerCanChangeRoles
    hasSecondFactor
  }
`);

/** A page of the list, for every way in which one arrives. */
export const UserPageFragment = graphql(`
  fragment UserPage on UserConnection {
    edges {
      cursor
      node {
        ...UserRow
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

export const UsersDocument = graphql(`
  query Users(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
  ) {
    users(
      first: $first
      after: $after
      last: $last
      before: $before
      where: $where
      search: $search
      orderBy: $orderBy
    ) {
      ...UserPage
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

export const RolesDocument = graphql(`
  query Roles {
    roles {
      id
      name
      description
      viewerCanGive
    }
  }
`);
