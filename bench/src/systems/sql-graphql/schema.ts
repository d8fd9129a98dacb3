/** The schema that Mercurius and Yoga serve: Relay's connections, as much of it as the jobs need. */
export const typeDefs = /* GraphQL */ `
  enum UserStatus {
    INVITED
    ACTIVE
    DEACTIVATED
    DELETED
  }

  type User {
    id: ID!
    email: String!
    displayName: String!
    status: UserStatus!
    createdAt: String!
  }

  type PageInfo {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type UserEdge {
    cursor: String!
    node: User!
  }

  type UserConnection {
    edges: [UserEdge!]!
    pageInfo: PageInfo!
    totalCount: Int!
  }

  input CreateUserInput {
    email: String!
    displayName: String!
  }

  type CreateUserPayload {
    user: User!
    users(first: Int = 20): UserConnection!
  }

  type Query {
    user(id: ID!): User
    users(first: Int = 20, after: String, search: String, status: UserStatus): UserConnection!
  }

  type Mutation {
    createUser(input: CreateUserInput!): CreateUserPayload!
  }
`;
