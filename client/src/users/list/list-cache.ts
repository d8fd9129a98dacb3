import {
  type ApolloCache,
  gql,
  type Reference,
  type TypedDocumentNode,
  type TypePolicies,
} from '@apollo/client/core';
import type { UserRowFragment as UserRow, WrittenUserFragment as WrittenUser } from '../../gql/graphql';
import { UserDetailsFragment } from '../users.documents';
import { WriteNews } from './heard-writes';
import { listKey, type ListVariables, NEWEST_FIRST } from './list-query';
import { isBefore } from './row-order';
import { applyWrite, indexOfUser, isAsTold, type UserList, type Write } from './user-list';

/*
 * Loaded lists are in Apollo's cache, each as one value of a field of our own, and not as thousands of entities that
 * are put together again for every reading. Measured at 10,000 loaded rows: a further page took 3 seconds and the
 * page 560 MB that way.
 */

/** Rows a request: the server's own limit. */
export const PAGE_SIZE = 100;

/** How many lists are kept, so that going back to one costs nothing. The oldest make room. */
const LISTS_KEPT = 20;

/** A list of which some pages are loaded. It names itself, as it stays on screen while the next is on its way. */
export interface LoadedList extends UserList<UserRow> {
  readonly key: string;
}

/** A write as the server tells of it. */
export type UserWrite = Write<UserRow, WrittenUser>;

/** What is heard of writes, for requests that are under way. */
export const writeNews = new WriteNews<UserWrite>();

/** Only ever read from the cache: the server has no such field. */
export const LoadedListDocument: TypedDocumentNode<{ loadedUsers: LoadedList | null }, { key: string }> = gql`
  query LoadedUsers($key: String!) {
    loadedUsers(key: $key)
  }
`;

/** For the one Apollo client. */
export const userPolicies: TypePolicies = {
  Query: {
    fields: {
      loadedUsers: { keyArgs: ['key'], read: (stored: LoadedList | undefined) => stored ?? null },
      // Each answer has them all: one that is not in it is gone.
      roles: { merge: false },
      user: {
        // Who was just written or opened is known: to open them again asks nothing.
        read: (stored: Reference | null | undefined, { args, toReference }) =>
          stored !== undefined ? stored : toReference({ __typename: 'User', id: args?.['id'] as string }),
      },
    },
  },
};

/** The loaded rows of a list; undefined where there are none yet. */
export function readList(cache: ApolloCache<object>, list: ListVariables): LoadedList | undefined {
  const variables = { key: listKey(list) };
  return cache.readQuery({ query: LoadedListDocument, variables })?.loadedUsers ?? undefined;
}

export function writeList(cache: ApolloCache<object>, list: ListVariables, loaded: UserList<UserRow>): void {
  const key = listKey(list);
  const data = { loadedUsers: { ...loaded, key } };
  cache.writeQuery({ query: LoadedListDocument, variables: { key }, data });
  const kept: string[] = [];
  keepLists(cache, (each) => kept.push(each) > 0);
  const surplus = new Set(kept.filter((each) => each !== key).slice(0, -LISTS_KEPT));
  if (surplus.size > 0) keepLists(cache, (each) => !surplus.has(each));
}

/** Forgets the lists that nobody keeps up to date: all but the one on screen, where there is one. */
export function forgetLists(cache: ApolloCache<object>, shown?: ListVariables): void {
  const key = shown && listKey(shown);
  keepLists(cache, (each) => each === key);
}

/** Forgets what is known of single users; for one who is open this asks for them again. */
export function forgetUsers(cache: ApolloCache<object>): void {
  for (const id of Object.keys(cache.extract())) if (id.startsWith('User:')) cache.evict({ id });
}

/**
 * Brings a write into the cache in one step: what is known of the user, and the list. Other lists that the cache
 * keeps are dropped, as nobody told where the user stands in them; `shown` is not, as news of its own follow.
 * @param list the list that the write tells of
 * @param shown the list on screen, mostly the same
 */
export function receiveWrite(
  cache: ApolloCache<object>,
  list: ListVariables,
  write: UserWrite,
  shown: ListVariables = list,
): void {
  let isSure = true;
  cache.batch({
    update: () => {
      rememberUser(cache, write.user);
      const loaded = readList(cache, list);
      if (loaded) {
        const after = applyWrite<UserRow>(loaded, write, (first) =>
          isBefore(list.orderBy ?? NEWEST_FIRST, write, first),
        );
        if (after !== loaded) writeList(cache, list, after);
        isSure = isAsTold(after, write);
      }
      const keys = [listKey(list), listKey(shown)];
      keepLists(cache, (each) => keys.includes(each));
    },
  });
  writeNews.tell(listKey(list), write, isSure);
}

/** Whether news is older than what is known of its user: answers overtake one another. */
export function isOutdated(
  cache: ApolloCache<object>,
  list: ListVariables,
  { id, version }: UserRow,
): boolean {
  const edges = readList(cache, list)?.edges ?? [];
  const versions = [edges[indexOfUser(edges, id)]?.node.version, readUser(cache, id)?.version];
  return versions.some((known) => known !== undefined && known > version);
}

function rememberUser(cache: ApolloCache<object>, user: WrittenUser): void {
  if ((readUser(cache, user.id)?.version ?? 0) > user.version) return;
  cache.writeFragment({ ...userFragment(user.id), data: user });
}

function readUser(cache: ApolloCache<object>, id: string) {
  return cache.readFragment(userFragment(id));
}

function userFragment(id: string) {
  return { id: `User:${id}`, fragment: UserDetailsFragment, fragmentName: 'UserDetails' };
}

function keepLists(cache: ApolloCache<object>, keeps: (key: string) => boolean): void {
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      loadedUsers: (stored: unknown, { DELETE }) => {
        const { key } = stored as LoadedList; // As `writeList` has put it there.
        return keeps(key) ? (stored as never) : DELETE;
      },
    },
  });
}
