import { computed, ref } from 'vue';
import type { BinRowFragment } from '../../gql/graphql';

/** As many as the server takes at once. */
const MAX_IDS = 100;

/** Which rows of the bin are selected. A user who is restored or erased elsewhere is no longer selected. */
export function useBinSelection(rows: () => readonly BinRowFragment[]) {
  const ids = ref(new Set<string>());
  const chosen = computed(() => rows().filter(({ id }) => ids.value.has(id)));
  const selectable = computed(() =>
    rows()
      .filter(({ viewerCanDelete }) => viewerCanDelete)
      .slice(0, MAX_IDS),
  );
  const all = computed(() => {
    if (chosen.value.length === 0) return false;
    return chosen.value.length === selectable.value.length ? true : 'indeterminate';
  });

  function select({ id }: BinRowFragment, isSelected: boolean): void {
    const next = new Set(chosen.value.map((user) => user.id));
    if (!isSelected) next.delete(id);
    else if (next.size < MAX_IDS) next.add(id);
    ids.value = next;
  }

  function selectAll(isSelected: boolean): void {
    ids.value = new Set(isSelected ? selectable.value.map(({ id }) => id) : []);
  }

  return { chosen, all, isSelected: ({ id }: BinRowFragment) => ids.value.has(id), select, selectAll };
}
