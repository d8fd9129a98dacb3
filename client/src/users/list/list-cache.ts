import type { ApolloCache, FieldPolicy, Reference, TypePolicies } from '@apollo/client/core';
import type { UserRowFragment as UserRow, WrittenUserFragment as WrittenUser } from '../../gql/graphql';
import { UserDetailsFragment, UserRowFragment, UsersDocument } from '../users.documents';
import { listKey, type ListVariables } from './list-query';
import { appendPage, applyWrite, type Edge, isAsTold, type UserList, type Write } from './user-list';

/** Rows a request. The server's own limit; a page of it is on screen three times over before the next is needed. */
export const PAGE_SIZE = 100;

/** A list as the cache keeps it: its edges refer to the users. */
type StoredList = UserList<Reference>;

const users: FieldPolicy<StoredList | undefined, StoredList> = {
  keyArgs: (args) => storeName(args ?? {}),
  merge(stored, incoming, { args }) {
    if (args?.['after'] == null) return incoming;
    // A page of a list that was dropped while the page was under way: it would be taken for the start.
    return stored && appendPage(stored, incoming, idOf);
  },
};

const user: FieldPolicy<Reference> = {
  // Who is in a list is known already: opening a row asks only for what the row lacks.
  read: (stored, { args, toReference }) =>
    stored !== undefined ? stored : toReference({ __typename: 'User', id: args?.['id'] as string }),
};

/** A write as the server tells of it. */
export type UserWrite = Write<WrittenUser, UserRow>;

/** For the one Apollo client. */
export const userPolicies: TypePolicies = { Query: { fields: { users, user } } };

/**
 * Brings a write into the cache in one step: what is known of the user, and the list. Other lists that the cache
 * keeps are dropped, as nobody told where the user stands in them; `shown` is not, as news of its own follow.
 * @param list the list that the write tells of
 * @param shown the list on screen, mostly the same
 * @returns whether the list agrees with what was told: see `isAsTold`
 */
export function receiveWrite(
  cache: ApolloCache<object>,
  list: ListVariables,
  write: UserWrite,
  shown: ListVariables = list,
): boolean {
  let isSure = true;
  const follow = (stored: StoredList): StoredList => {
    const told = toStored(write);
    const after = applyWrite(stored, told, idOf);
    isSure = isAsTold(after.edges, told, idOf);
    return after;
  };
  cache.batch({
    update: () => {
      remember(cache, write);
      cache.modify({
        id: 'ROOT_QUERY',
        fields: {
          users: (value: unknown, { storeFieldName, DELETE }) => {
            // What the field policy above has put there; the client's types can't know it.
            if (storeFieldName === storeName(list)) return follow(value as StoredList) as never;
            return storeFieldName === storeName(shown) ? (value as never) : DELETE;
          },
        },
      });
    },
  });
  return isSure;
}

/** The loaded rows of a list; undefined where there are none yet. */
export function readList(cache: ApolloCache<object>, list: ListVariables): UserList<UserRow> | undefined {
  return cache.readQuery({ query: UsersDocument, variables: { ...list, first: PAGE_SIZE } })?.users;
}

/** Puts a list in the place of the loaded rows. */
export function replaceList(
  cache: ApolloCache<object>,
  list: ListVariables,
  loaded: UserList<UserRow>,
): void {
  const data = { users: { ...loaded, edges: [...loaded.edges] } } as never; // The document's types are not readonly.
  cache.writeQuery({ query: UsersDocument, variables: { ...list, first: PAGE_SIZE }, data });
}

/** Forgets the lists that nobody keeps up to date: all but the one on screen, where there is one. */
export function forgetLists(cache: ApolloCache<object>, shown?: ListVariables): void {
  const isShown = (storeFieldName: string) => shown !== undefined && storeFieldName === storeName(shown);
  cache.modify({
    id: 'ROOT_QUERY',
    fields: {
      users: (value: unknown, { storeFieldName, DELETE }) =>
        isShown(storeFieldName) ? (value as never) : DELETE,
    },
  });
  // Whom only those lists held. With a list on screen, an open user may be one whom it does not hold.
  if (!shown) cache.gc();
}

/** Whether an answer is older than what is known of its user; answers overtake one another. */
export function isOutdated(
  cache: ApolloCache<object>,
  { id, version }: Pick<UserRow, 'id' | 'version'>,
): boolean {
  const known = cache.readFragment({ id: cacheId(id), fragment: UserRowFragment, fragmentName: 'UserRow' });
  return known !== null && known.version > version;
}

function remember(cache: ApolloCache<object>, { user, page }: UserWrite): void {
  if (!isOutdated(cache, user)) {
    const options = { id: cacheId(user.id), fragment: UserDetailsFragment, fragmentName: 'UserDetails' };
    cache.writeFragment({ ...options, data: user });
  }
  for (const { node } of 'edges' in page ? page.edges : []) {
    if (node.id === user.id || isOutdated(cache, node)) continue;
    cache.writeFragment({
      id: cacheId(node.id),
      fragment: UserRowFragment,
      fragmentName: 'UserRow',
      data: node,
    });
  }
}

function toStored({ user, position, page }: UserWrite): Write<Reference> {
  const reference = ({ id }: Pick<UserRow, 'id'>): Reference => ({ __ref: cacheId(id) });
  const edge = ({ cursor, node }: Edge<Pick<UserRow, 'id'>>): Edge<Reference> => ({
    __typename: 'UserEdge',
    cursor,
    node: reference(node),
  });
  const stored = 'edges' in page ? { ...page, edges: page.edges.map(edge) } : page;
  return { user: reference(user), position, page: stored };
}

const PREFIX = 'User:';

/** As the cache names a user by itself. */
function cacheId(id: string): string {
  return PREFIX + id;
}

function idOf({ __ref }: Reference): string {
  return __ref.slice(PREFIX.length);
}

/** As the cache names a list by itself, with the key from the field policy. */
function storeName(list: ListVariables): string {
  return `users:${listKey(list)}`;
}
