import { graphql } from '../gql';

export const ListCountFragment = graphql(`
  fragment ListCount on UserConnection {
    totalCount
    totalCountIsCapped
  }
`);

export const ViewRowFragment = graphql(`
  fragment ViewRow on SavedView {
    id
    name
    query
    layout
    isShared
    version
    viewerCanUpdate
  }
`);

/** Counted by itself: of all views it is a statement for each. */
export const ViewCountFragment = graphql(`
  fragment ViewCount on SavedView {
    id
    userCount(timeZone: $timeZone) {
      totalCount
      totalCountIsCapped
    }
  }
`);

/** What the side bar shows below People: the lists that are always there with their counts, and the views with theirs. */
export const SideListsFragment = graphql(`
  fragment SideLists on Query {
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
    bin: users(first: 1, where: { state: [DELETED] }) {
      ...ListCount
    }
    views {
      ...ViewRow
      ...ViewCount
    }
  }
`);

/** The views as a write of a user leaves them, if there are any. The other counts follow from the user's state before and after. */
export const WrittenViewsFragment = graphql(`
  fragment WrittenViews on UserWritePayload {
    views @include(if: $withViews) {
      ...ViewRow
      ...ViewCount
    }
  }
`);

/** For counts that others' writes made doubtful, if no page of the list was asked for meanwhile. */
export const SideListsDocument = graphql(`
  query SideLists($timeZone: String!) {
    ...SideLists
  }
`);

/** All views as they are by then, and the count of the one that was written. */
export const ViewWriteFragment = graphql(`
  fragment ViewWrite on SavedViewPayload {
    view {
      ...ViewRow
      ...ViewCount
    }
    views {
      ...ViewRow
    }
    userErrors {
      ...FormError
    }
  }
`);

export const CreateViewDocument = graphql(`
  mutation CreateView($input: CreateViewInput!, $timeZone: String!) {
    write: createView(input: $input) {
      ...ViewWrite
    }
  }
`);

export const UpdateViewDocument = graphql(`
  mutation UpdateView($input: UpdateViewInput!, $timeZone: String!) {
    write: updateView(input: $input) {
      ...ViewWrite
    }
  }
`);

export const DeleteViewDocument = graphql(`
  mutation DeleteView($id: ID!, $timeZone: String!) {
    write: deleteView(id: $id) {
      ...ViewWrite
    }
  }
`);
