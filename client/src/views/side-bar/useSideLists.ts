import type { ApolloClient } from '@apollo/client/core';
import { useApolloClient } from '@vue/apollo-composable';
import { SideLists } from './side-lists';

/** By the client that they were read with. */
const owners = new WeakMap<object, SideLists>();

/** The views and counts of the side bar, of which there is one set for each client. */
export function useSideLists(): SideLists {
  return sideListsOf(useApolloClient().resolveClient());
}

export function sideListsOf(client: Pick<ApolloClient<object>, 'onClearStore'>): SideLists {
  const known = owners.get(client);
  if (known) return known;
  const made = new SideLists();
  client.onClearStore(async () => made.forget());
  owners.set(client, made);
  return made;
}
