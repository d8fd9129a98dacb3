import { graphql } from '../gql';

/*
 * One action is one request: each write asks for all that the screen needs next. `position` has the place at which the user
 * now is in the list on screen, however much of it is loaded; `users` is the first page of that list.
 */

export const UserErrorFragment = graphql(`
  fragment FormError on UserError {
    code
    message
    path
  }
`);

export const WrittenUserFragment = graphql(`
  fragment WrittenUser on User {
    ...UserDetails
    position(where: $where, search: $search, orderBy: $orderBy) {
      cursor
      previousId
      nextId
    }
  }
`);

/** The answer of each write: the user, the list on screen after the write, and the counts of the views. */
export const UserWriteFragment = graphql(`
  fragment UserWrite on UserWritePayload {
    user {
      ...WrittenUser
    }
    users(first: $first, where: $where, search: $search, orderBy: $orderBy) {
      ...UserPage
    }
    ...WrittenViews
    userErrors {
      ...FormError
    }
    emailHolder {
      id
      displayName
    }
  }
`);

/** The changes of fields, with their users, since the version that an editor has. */
export const FieldChangeFragment = graphql(`
  fragment FieldChange on UserFieldChange {
    field
    before
    after
    occurredAt
    isOwn
    actor {
      id
      displayName
    }
  }
`);

export const CreateUserDocument = graphql(`
  mutation CreateUser(
    $input: CreateUserInput!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: createUser(input: $input) {
      ...UserWrite
      invitationLink
    }
  }
`);

export const UpdateUserDocument = graphql(`
  mutation UpdateUser(
    $input: UpdateUserInput!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: updateUser(input: $input) {
      ...UserWrite
      conflict {
        user {
          ...UserDetails
        }
        changes {
          ...FieldChange
        }
      }
    }
  }
`);

export const DeactivateUserDocument = graphql(`
  mutation DeactivateUser(
    $id: ID!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: deactivateUser(id: $id) {
      ...UserWrite
    }
  }
`);

export const ReactivateUserDocument = graphql(`
  mutation ReactivateUser(
    $id: ID!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: reactivateUser(id: $id) {
      ...UserWrite
    }
  }
`);

export const DeleteUserDocument = graphql(`
  mutation DeleteUser(
    $id: ID!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: deleteUser(id: $id) {
      ...UserWrite
    }
  }
`);

export const RestoreUserDocument = graphql(`
  mutation RestoreUser(
    $id: ID!
    $first: Int!
    $where: UserWhere
    $search: String
    $orderBy: UserOrder
    $withViews: Boolean!
    $timeZone: String!
  ) {
    write: restoreUser(id: $id) {
      ...UserWrite
    }
  }
`);

/** News of writes, the own ones included. The rows are left out: the place is enough to bring each one in. */
export const UserChangedDocument = graphql(`
  subscription UserChanged($where: UserWhere, $search: String, $orderBy: UserOrder) {
    userChanged {
      kind
      user {
        ...WrittenUser
      }
      users(where: $where, search: $search, orderBy: $orderBy) {
        totalCount
        totalCountIsCapped
      }
    }
  }
`);
