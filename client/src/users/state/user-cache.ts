import { type ApolloCache, type Reference, type TypePolicies } from '@apollo/client/core';
import type { UserDetailsFragment as UserDetails, UserRowFragment as UserRow } from '../../gql/graphql';
import { UserDetailsFragment } from '../users.documents';

/*
 * Apollo's cache of single users: those who were written or opened. The rows of lists are not in it
 * (lib/live-list/). Measured at 10,000 loaded rows that were entities of the cache: a further page took 3 seconds and the page 560 MB.
 */

/** For the one Apollo client. */
export const userPolicies: TypePolicies = {
  Query: {
    fields: {
      // Each answer has them all: one that is not in it is gone.
      roles: { merge: false },
      user: {
        // A user who was just written or opened is cached: opening them again sends no request.
        read: (stored: Reference | null | undefined, { args, toReference }) =>
          stored !== undefined ? stored : toReference({ __typename: 'User', id: args?.['id'] as string }),
      },
    },
  },
};

/** Whether a later version of a user is known by what was written or opened. */
export function isKnownLater(
  cache: ApolloCache<object>,
  { id, version }: Pick<UserRow, 'id' | 'version'>,
): boolean {
  return (knownUser(cache, id)?.version ?? 0) > version;
}

/** Whether the user of a news item is known already, as after an own write. */
export function isKnown(
  cache: ApolloCache<object>,
  { id, version, state }: Pick<UserRow, 'id' | 'version' | 'state'>,
): boolean {
  const known = knownUser(cache, id);
  // An invitation changes the state, and not the version.
  return known !== null && (known.version > version || (known.version === version && known.state === state));
}

export function rememberUser(cache: ApolloCache<object>, user: UserDetails): void {
  if (!isKnownLater(cache, user)) cache.writeFragment({ ...userFragment(user.id), data: user });
}

/** Forgets what is known of single users; for one who is open this asks for them again. */
export function forgetUsers(cache: ApolloCache<object>): void {
  for (const id of Object.keys(cache.extract())) if (id.startsWith('User:')) cache.evict({ id });
}

/** A user as far as a single one is known; null otherwise. */
export function knownUser(cache: ApolloCache<object>, id: string) {
  return cache.readFragment(userFragment(id));
}

function userFragment(id: string) {
  return { id: `User:${id}`, fragment: UserDetailsFragment, fragmentName: 'UserDetails' };
}
