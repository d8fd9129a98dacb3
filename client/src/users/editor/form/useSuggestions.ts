import { listKey } from '../../list/list-query';
import { useListQuery } from '../../list/useListQuery';
import { useUserLists } from '../../list/useUserLists';

/** What may be meant in a field of a user: departments that are on screen, and the time zones there are. */
export function useSuggestions() {
  const { variables } = useListQuery();
  const { rows } = useUserLists().lists.get(listKey(variables.value));
  const edges = rows?.edges ?? [];
  const departments = [...new Set(edges.flatMap(({ node }) => node.department ?? []))].sort();
  return { departments, timeZones: Intl.supportedValuesOf('timeZone') };
}
