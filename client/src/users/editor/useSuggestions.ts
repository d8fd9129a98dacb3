import { useApolloClient } from '@vue/apollo-composable';
import { readList } from '../list/list-cache';
import { useListQuery } from '../list/useListQuery';

/** What may be meant in a field of a user: departments that are on screen, and the time zones there are. */
export function useSuggestions() {
  const { variables } = useListQuery();
  const { resolveClient } = useApolloClient();
  const edges = readList(resolveClient().cache, variables.value)?.edges ?? [];
  const departments = [...new Set(edges.flatMap(({ node }) => node.department ?? []))].sort();
  return { departments, timeZones: Intl.supportedValuesOf('timeZone') };
}
