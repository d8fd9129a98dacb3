import { useApolloClient } from '@vue/apollo-composable';
import { useSession } from '../../auth/session/useSession';
import type {
  UserRowFragment as UserRow,
  UsersQuery,
  UsersQueryVariables,
  UserState,
} from '../../gql/graphql';
import { timeZone } from '../../lib/language/time-zone';
import { useLists } from '../../lib/live-list/useLists';
import type { Write } from '../../lib/live-list/list-rows';
import type { ReadPage } from '../../lib/live-list/live-lists';
import { PAGE_SIZE } from '../../lib/live-list/row-range';
import { useSideLists } from '../../views/side-bar/useSideLists';
import { useGettingStarted } from '../start/useGettingStarted';
import { knownUser } from '../state/user-cache';
import { UsersDocument } from '../users.documents';
import { takeFirstPage } from './first-page';
import { type ListVariables, NEWEST_FIRST } from './list-query';
import { isBefore } from './row/row-order';

/** The lists of users, and how their pages are asked for: into no cache but theirs. */
export function useUserLists() {
  const { resolveClient } = useApolloClient();
  const side = useSideLists();
  const start = useGettingStarted();
  const { viewer } = useSession();

  async function ask(variables: UsersQueryVariables): Promise<UsersQuery> {
    const options = { query: UsersDocument, variables, fetchPolicy: 'no-cache' as const };
    return (await resolveClient().query(options)).data;
  }

  function readerOf(list: ListVariables): ReadPage<UserRow> {
    return async ({ after, before, fromEnd }) => {
      const isLast = fromEnd || before !== undefined;
      const isFirst = after == null && !isLast;
      const place = isLast ? { last: PAGE_SIZE, before } : { first: PAGE_SIZE, after };
      // The side bar's lists and the progress of a new directory come with a page that is asked for anyway.
      const withSide = side.isDoubtful.value;
      const withStart = isFirst && !list.where && !list.search && start.isWanted();
      const settle = side.beginRead();
      const variables = {
        ...list,
        ...place,
        ...(withSide && { withSide, timeZone: timeZone.value }),
        ...(withStart && { withStart }),
      };
      const begun = takeFirstPage(variables, viewer.value?.id);
      const { users, firstSteps, ...lists } = (begun && (await begun)) ?? (await ask(variables));
      if (withSide) settle(lists);
      if (firstSteps !== undefined) start.receive(firstSteps);
      return users;
    };
  }

  const lists = useLists<UserRow>('users');

  /** The last known state of a user who was written or opened, or whose row is loaded. */
  function stateOf(id: string): UserState | undefined {
    return knownUser(resolveClient().cache, id)?.state ?? lists.row(id)?.state;
  }

  return { lists, readerOf, stateOf };
}

/** On which side of a row the user of a write is in a list, as far as the fields of a row show it. */
export function sideOf({ orderBy, search }: ListVariables, write: Pick<Write<UserRow>, 'row' | 'position'>) {
  // The row does not have its rank in the search.
  const order = orderBy ?? (search === undefined || search === null ? NEWEST_FIRST : undefined);
  return (first: UserRow) => order && isBefore(order, write, first);
}
