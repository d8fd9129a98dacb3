import { useApolloClient } from '@vue/apollo-composable';
import { useDebounceFn } from '@vueuse/core';
import { ref, shallowRef, watch } from 'vue';
import { usePermissionsChange } from '../../auth/session/useSession';
import type { UserFacet } from '../../gql/graphql';
import { timeZone } from '../../lib/language/time-zone';
import { useListQuery } from '../list/useListQuery';
import { UserFacetsDocument } from '../users.documents';
import { askCounts, type FacetCounts, forgetCounts, knownCounts } from './facet-answers';

/** A pause in typing, as in the search of the list. */
const PAUSE_MS = 120;

/** The counts of a facet of the list on screen: asked for when its menu is open, unless they are known. */
export function useFacetCounts(facet: UserFacet) {
  const { resolveClient } = useApolloClient();
  const { variables } = useListQuery();
  const isOpen = ref(false);
  const matching = ref('');
  const counts = shallowRef<FacetCounts>();
  const isLoading = ref(false);
  const hasFailed = ref(false);
  let latest = 0;

  async function load(): Promise<void> {
    const { where, search } = variables.value;
    const asked = {
      facet,
      where: where && Object.keys(where).length > 0 ? where : undefined,
      search,
      matching: matching.value.trim() || undefined,
      timeZone: timeZone.value,
    };
    const question = JSON.stringify(asked);
    const turn = (latest += 1);
    hasFailed.value = false;
    const known = knownCounts(question);
    isLoading.value = !known;
    if (known) return void (counts.value = known);
    const remember = askCounts(question);
    try {
      const query = { query: UserFacetsDocument, variables: asked, fetchPolicy: 'no-cache' as const };
      const [answer] = (await resolveClient().query(query)).data.userFacets;
      if (answer) remember(answer);
      if (turn === latest) counts.value = answer;
    } catch {
      if (turn === latest) hasFailed.value = true;
    } finally {
      if (turn === latest) isLoading.value = false;
    }
  }

  const loadLater = useDebounceFn(() => void load(), PAUSE_MS);
  watch(isOpen, (open) => {
    if (open) void load();
    else matching.value = '';
  });
  watch(matching, () => {
    if (isOpen.value) void loadLater();
  });
  usePermissionsChange(forgetCounts);

  return { isOpen, matching, counts, isLoading, hasFailed, load };
}
