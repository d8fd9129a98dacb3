import { useApolloClient } from '@vue/apollo-composable';
import type { UserRowFragment as UserRow, UsersQueryVariables } from '../../gql/graphql';
import { UsersDocument } from '../users.documents';
import { PAGE_SIZE } from './list-cache';
import type { ListVariables } from './list-query';
import { appendPage, type UserList } from './user-list';

export type Rows = UserList<UserRow>;
type PagePlace = Pick<UsersQueryVariables, 'first' | 'after' | 'last' | 'before'>;

/** Asks the server for rows; they are not in the cache by that. */
export function usePageReader() {
  const { resolveClient } = useApolloClient();

  async function readPage(list: ListVariables, where: PagePlace): Promise<Rows> {
    const variables = { ...list, ...where };
    const options = { query: UsersDocument, variables, fetchPolicy: 'no-cache' as const };
    return (await resolveClient().query(options)).data.users;
  }

  /** Reads on from a place, or from the list's start, until there are as many rows as wanted. */
  async function readRows(list: ListVariables, rows: number, after?: string | null) {
    let page = await readPage(list, { first: PAGE_SIZE, after });
    while (page.pageInfo.hasNextPage && page.edges.length < rows) {
      page = appendPage(page, await readPage(list, { first: PAGE_SIZE, after: page.pageInfo.endCursor }));
    }
    return { page, isStart: after == null };
  }

  /** Reads the page before a place. */
  async function readPrevious(list: ListVariables, before: string | undefined) {
    const page = await readPage(list, { last: PAGE_SIZE, before });
    return { page, isStart: page.edges.length < PAGE_SIZE };
  }

  return { readPrevious, readRows };
}
