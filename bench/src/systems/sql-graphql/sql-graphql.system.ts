import type { BenchUser, Content, HttpRequest, Job, JobInput } from '../../system.js';
import { dataOf, graphqlRequest, variablesOf } from '../graphql-request.js';
import { cursorOf } from './users.js';

interface UserList {
  edges: { node: BenchUser }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  totalCount?: number;
}

interface Data {
  user?: BenchUser | null;
  users?: UserList;
  createUser?: { user: BenchUser; users: UserList };
}

const USER = 'id email displayName status createdAt';
const LIST = `edges { node { ${USER} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

const DOCUMENTS: Record<Job, string> = {
  list: `query List { users(first: 20) { ${LIST} } }`,
  deep: `query Deep($after: String!) { users(first: 20, after: $after) { ${LIST} } }`,
  one: `query One($id: ID!) { user(id: $id) { ${USER} } }`,
  search: `query Search($term: String!) { users(first: 20, search: $term) { ${LIST} } }`,
  totalCount: `query Counted { users(first: 20) { ${LIST} totalCount } }`,
  byStatus: `query ByStatus($status: UserStatus!) { users(first: 20, status: $status) { ${LIST} } }`,
  create: `mutation Create($input: CreateUserInput!) { createUser(input: $input) { user { ${USER} } users(first: 20) { ${LIST} } } }`,
};

export function request(job: Job, input: JobInput): HttpRequest {
  return graphqlRequest(DOCUMENTS[job], variablesOf(job, input, { deep: { after: cursorOf(input.deep) } }));
}

export function read(job: Job, body: string): Content {
  const { user, users, createUser } = dataOf<Data>(body);
  if (job === 'one') return { users: user ? [user] : [] };
  const list = createUser?.users ?? users;
  if (!list) throw new Error(`there is no list in the answer: ${body}`);
  return {
    users: list.edges.map(({ node }) => node),
    hasNextPage: list.pageInfo.hasNextPage,
    hasPreviousPage: list.pageInfo.hasPreviousPage,
    ...(list.totalCount !== undefined && { totalCount: list.totalCount }),
    ...(createUser && { created: createUser.user }),
  };
}
