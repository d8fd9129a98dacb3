import { useApolloClient } from '@vue/apollo-composable';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import { useLists } from '../../lib/live-list/useLists';
import type { Write } from '../../lib/live-list/list-rows';
import type { ReadPage } from '../../lib/live-list/live-lists';
import { PAGE_SIZE } from '../../lib/live-list/row-range';
import { setSideCount } from '../../lib/side-counts';
import { UsersDocument } from '../users.documents';
import { type ListVariables, NEWEST_FIRST } from './list-query';
import { isBefore } from './row-order';

/** The path of its page. */
export const BIN = '/users/bin';

/** The lists of users, and how their pages are asked for: into no cache but theirs. */
export function useUserLists() {
  const { resolveClient } = useApolloClient();

  function readerOf(list: ListVariables): ReadPage<UserRow> {
    return async ({ after, before, fromEnd }) => {
      const isLast = fromEnd || before !== undefined;
      const place = isLast ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after };
      const options = {
        query: UsersDocument,
        variables: { ...list, ...place },
        fetchPolicy: 'no-cache' as const,
      };
      const { users, bin } = (await resolveClient().query(options)).data;
      setSideCount(BIN, bin.totalCount);
      return users;
    };
  }

  return { lists: useLists<UserRow>('users'), readerOf };
}

/** On which side of a row the user of a write stands in a list, as far as the fields of a row tell. */
export function sideOf({ orderBy, search }: ListVariables, write: Pick<Write<UserRow>, 'row' | 'position'>) {
  // The row does not tell how well it matches.
  const order = orderBy ?? (search === undefined || search === null ? NEWEST_FIRST : undefined);
  return (first: UserRow) => order && isBefore(order, write, first);
}
