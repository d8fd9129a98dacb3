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
    phone
    locale
    timeZone
    status
    state
    invitationExpiresAt
    roles {
      id
      name
    }
    createdAt
    updatedAt
    lastSignInAt
    hasSecondFactor
    viewerCanUpdate
    viewerCanDelete
  }
`);

export const UserDetailsFragment = graphql(`
  fragment UserDetails on User {
    ...UserRow
    roles {
      id
      description
      permissions
    }
    givenName
    familyName
    viewerCanChangeRoles
  }
`);

/** A page of the list, however it is requested. */
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

/** What a new directory still needs. */
export const FirstStepsFragment = graphql(`
  fragment FirstStepsParts on FirstSteps {
    people
    samplePeople
    hasInvited
    hasSecondFactor
    hasAccessToken
    sendsMail
  }
`);

/** With the lists of the side bar, if they are not known or doubtful. */
export const UsersDocument = graphql(`
  query Users(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withStart: Boolean! = false
    $withSide: Boolean! = false
    $timeZone: String
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
      # Read for a search that finds nobody, and free of cost for any other list.
      suggestion
      binCount(ifEmpty: true)
    }
    ...SideLists @include(if: $withSide)
    firstSteps @include(if: $withStart) {
      ...FirstStepsParts
    }
  }
`);

/** Places all over the list of everyone, for the rail beside it. */
export const UserLandmarksDocument = graphql(`
  query UserLandmarks($orderBy: UserOrder) {
    userLandmarks(orderBy: $orderBy) {
      index
      cursor
      key
    }
  }
`);

/** For the command palette: the first five that a search finds. The roles are few, and looked through here. */
export const FindPeopleDocument = graphql(`
  query FindPeople($search: String!, $withViews: Boolean!) {
    users(first: 5, search: $search) {
      nodes {
        id
        displayName
        email
      }
    }
    roles {
      id
      name
    }
    views @include(if: $withViews) {
      ...ViewRow
    }
  }
`);

export const RolesDocument = graphql(`
  query Roles {
    roles {
      id
      name
      description
      permissions
      viewerCanGive
    }
  }
`);

/** The values of one facet of a list, when its menu opens. */
export const UserFacetsDocument = graphql(`
  query UserFacets(
    $facet: UserFacet!
    $where: UserWhere
    $search: String
    $matching: String
    $timeZone: String
  ) {
    userFacets(facets: [$facet], where: $where, search: $search, matching: $matching, timeZone: $timeZone) {
      facet
      hasMore
      values {
        value
        label
        count
        countIsCapped
      }
    }
  }
`);
