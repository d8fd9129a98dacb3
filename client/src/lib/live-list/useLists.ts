import { useApolloClient } from '@vue/apollo-composable';
import { faultOf } from '../../apollo';
import type { ListRow } from './list-rows';
import { LiveLists } from './live-lists';

/** By the client that they were read with: the next viewer must not find what this one saw. */
const owners = new WeakMap<object, Map<string, LiveLists<never>>>();

/**
 * The owner of all lists of a kind.
 * @param kind whose rows are of one type, which is the caller's to name
 */
export function useLists<Row extends ListRow>(kind: string): LiveLists<Row> {
  const client = useApolloClient().resolveClient();
  let kinds = owners.get(client);
  if (!kinds) {
    const made = new Map<string, LiveLists<never>>();
    client.onClearStore(async () => made.forEach((lists) => lists.keepOnly()));
    owners.set(client, made);
    kinds = made;
  }
  const lists = kinds.get(kind) ?? new LiveLists<never>(faultOf);
  kinds.set(kind, lists);
  // A kind has one type of rows, which a map by name can't tell.
  return lists as unknown as LiveLists<Row>;
}
