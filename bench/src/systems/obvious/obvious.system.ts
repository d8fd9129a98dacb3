import type { BenchUser, Content, HttpRequest, Job, JobInput, System } from '../../system.js';
import { dataOf, graphqlRequest, variablesOf } from '../graphql-request.js';
import { startSystem } from '../server-process.js';

interface UserPage {
  items: BenchUser[];
  hasMore: boolean;
  totalCount?: number;
}

interface Data {
  user?: BenchUser | null;
  users?: UserPage;
  countedUsers?: UserPage;
  createUser?: { user: BenchUser; users: UserPage };
}

const USER = 'id email displayName status createdAt';
const PAGE = `items { ${USER} } hasMore`;

const DOCUMENTS: Record<Job, string> = {
  list: `query List { users(limit: 20) { ${PAGE} } }`,
  deep: `query Deep($offset: Int!) { users(limit: 20, offset: $offset) { ${PAGE} } }`,
  one: `query One($id: ID!) { user(id: $id) { ${USER} } }`,
  search: `query Search($term: String!) { users(limit: 20, search: $term) { ${PAGE} } }`,
  totalCount: `query Counted { countedUsers(limit: 20) { ${PAGE} totalCount } }`,
  byStatus: `query ByStatus($status: String!) { users(limit: 20, status: $status) { ${PAGE} } }`,
  create: `mutation Create($input: CreateUserInput!) { createUser(input: $input) { user { ${USER} } users { ${PAGE} } } }`,
};

function request(job: Job, input: JobInput): HttpRequest {
  return graphqlRequest(DOCUMENTS[job], variablesOf(job, input, { deep: { offset: input.deep.offset } }));
}

/** It pages by offset, so it has no cursors, and no information about a previous page. */
function read(job: Job, body: string): Content {
  const { user, users, countedUsers, createUser } = dataOf<Data>(body);
  if (job === 'one') return { users: user ? [user] : [] };
  const page = createUser?.users ?? countedUsers ?? users;
  if (!page) throw new Error(`there is no list in the answer: ${body}`);
  return {
    users: page.items,
    hasNextPage: page.hasMore,
    ...(page.totalCount !== undefined && { totalCount: page.totalCount }),
    ...(createUser && { created: createUser.user }),
  };
}

export const obvious: System = {
  name: 'obvious',
  kind: 'peer',
  packages: ['@apollo/server', 'type-graphql', '@mikro-orm/postgresql', 'graphql'],
  start: (options) => startSystem('obvious', options),
  request,
  read,
};
