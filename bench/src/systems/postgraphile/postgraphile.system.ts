import type { BenchUser, Content, HttpRequest, Job, JobInput, Running, System } from '../../system.js';
import { askGraphql, dataOf, graphqlRequest, variablesOf } from '../graphql-request.js';
import { startSystem } from '../server-process.js';
import { makeSearchFunction } from './search-function.js';

type Row = Omit<BenchUser, 'id'> & { rowId: string };

interface UserList {
  nodes: Row[];
  pageInfo: { hasNextPage: boolean };
  totalCount?: number;
}

interface Data {
  userByRowId?: Row | null;
  allUsers?: UserList;
  searchUsers?: UserList;
  createUser?: { user: Row; query: { allUsers: UserList } };
}

const USER = 'rowId email displayName status createdAt';
const LIST = `nodes { ${USER} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;
const NEWEST_FIRST = 'orderBy: [CREATED_AT_DESC, ROW_ID_DESC]';
const LIVE = 'condition: { deletedAt: null }';
const NEWEST = `allUsers(first: 20, ${LIVE}, ${NEWEST_FIRST}) { ${LIST} }`;

/** Its createUser writes only the user, without the audit entry that others write, which favours PostGraphile. */
const DOCUMENTS: Record<Job, string> = {
  list: `query List { ${NEWEST} }`,
  deep: `query Deep($after: Cursor!) { allUsers(first: 20, after: $after, ${LIVE}, ${NEWEST_FIRST}) { ${LIST} } }`,
  one: `query One($id: UUID!) { userByRowId(rowId: $id) { ${USER} } }`,
  search: `query Search($term: String!) { searchUsers: benchPostgraphileSearchUsers(first: 20, term: $term) { ${LIST} } }`,
  totalCount: `query Counted { allUsers(first: 20, ${LIVE}, ${NEWEST_FIRST}) { ${LIST} totalCount } }`,
  byStatus: `query ByStatus($status: String!) { allUsers(first: 20, condition: { deletedAt: null, status: $status }, ${NEWEST_FIRST}) { ${LIST} } }`,
  create: `mutation Create($input: CreateUserInput!) { createUser(input: $input) { user { ${USER} } query { ${NEWEST} } } }`,
};

const CURSOR = `query Cursor($id: UUID!) { allUsers(first: 1, condition: { rowId: $id }, ${NEWEST_FIRST}) { pageInfo { endCursor } } }`;

/** Its cursors by the id of their user, as only PostGraphile can make one. */
const cursors = new Map<string, string>();

async function prepare({ port }: Running, { deep }: JobInput): Promise<void> {
  const { allUsers } = await askGraphql<{ allUsers: { pageInfo: { endCursor: string } } }>(port, CURSOR, {
    id: deep.id,
  });
  cursors.set(deep.id, allUsers.pageInfo.endCursor);
}

function request(job: Job, input: JobInput): HttpRequest {
  return graphqlRequest(
    DOCUMENTS[job],
    variablesOf(job, input, {
      deep: { after: cursors.get(input.deep.id) },
      input: { user: { email: input.email, displayName: input.displayName } },
    }),
  );
}

/** When paging forwards it answers that there is no previous page, as Relay allows. So this is not compared. */
function read(job: Job, body: string): Content {
  const { userByRowId, allUsers, searchUsers, createUser } = dataOf<Data>(body);
  if (job === 'one') return { users: userByRowId ? [userOf(userByRowId)] : [] };
  const list = createUser?.query.allUsers ?? searchUsers ?? allUsers;
  if (!list) throw new Error(`there is no list in the answer: ${body}`);
  return {
    users: list.nodes.map(userOf),
    hasNextPage: list.pageInfo.hasNextPage,
    ...(list.totalCount !== undefined && { totalCount: list.totalCount }),
    ...(createUser && { created: userOf(createUser.user) }),
  };
}

function userOf({ rowId, email, displayName, status, createdAt }: Row): BenchUser {
  return { id: rowId, email, displayName, status, createdAt: new Date(createdAt).toISOString() };
}

export const postgraphile: System = {
  name: 'postgraphile',
  kind: 'peer',
  packages: ['postgraphile', 'graphql', 'pg'],
  start: async (options) => {
    await makeSearchFunction(options.databaseUrl);
    return startSystem('postgraphile', options);
  },
  prepare,
  request,
  read,
};
