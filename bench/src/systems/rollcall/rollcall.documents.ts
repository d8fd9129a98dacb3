import type { Job } from '../../system.js';

const PAGE = `nodes { id email displayName status createdAt }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

/** As the other systems list the matches; the best match first has a document of its own in bench/documents. */
const NEWEST_FIRST = 'orderBy: { field: CREATED_AT, direction: DESC }';

/** What a client sends for each job: one document, whose variables differ from request to request. */
export const DOCUMENTS: Record<Job, string> = {
  list: `query List { users(first: 20) { ${PAGE} } }`,
  deep: `query After($after: String!) { users(first: 20, after: $after) { ${PAGE} } }`,
  one: `query One($id: ID!) { user(id: $id) { id email displayName status createdAt } }`,
  search: `query Search($term: String!) { users(first: 20, search: $term, ${NEWEST_FIRST}) { ${PAGE} } }`,
  totalCount: `query Counted { users(first: 20) { totalCount ${PAGE} } }`,
  byStatus: `query ByStatus($status: UserStatus!) { users(first: 20, where: { status: [$status] }) { ${PAGE} } }`,
  create: `mutation Create($input: CreateUserInput!) {
    createUser(input: $input) {
      user { id email displayName status createdAt }
      users(first: 20) { ${PAGE} }
      userErrors { code message path }
    }
  }`,
};

export const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { accessToken expiresAt userErrors { code message path } }
}`;

export const SIGN_OUT = 'mutation SignOut { signOut { userErrors { code message path } } }';

export const CREATE_TOKEN = `mutation CreateToken($input: CreateAccessTokenInput!) {
  createAccessToken(input: $input) { token userErrors { code message path } }
}`;

export const CREATE_USER = `mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) { user { id } userErrors { code message path } }
}`;

/** A cursor of the list's order, without a list. */
export const CURSOR = `query Cursor($id: ID!) { user(id: $id) { position { cursor } } }`;
