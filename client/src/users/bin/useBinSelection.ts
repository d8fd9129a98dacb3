import { computed } from 'vue';
import type { BulkTarget } from '../../bulk/bulk-target';
import type { BinRowFragment } from '../../gql/graphql';
import { isSelected } from '../../lib/row-selection/row-selection';
import { useRowSelection } from '../../lib/row-selection/useRowSelection';
import { BIN, type BinList } from './useBin';

/** Which users of the bin are selected, as in any list of users: a job restores or erases them. */
export function useBinSelection(list: () => BinList | undefined) {
  const rows = computed(() => {
    const shown = list();
    if (!shown) return undefined;
    const { nodes, ...others } = shown;
    return { ...others, edges: nodes.map((node) => ({ cursor: '', node })) };
  });
  // The bin has no filter.
  const state = useRowSelection({ list: () => rows.value, filter: () => '' });
  const { selection, share, pick } = state;

  return {
    ...state,
    isSelected: ({ id }: BinRowFragment) => isSelected(selection.value, id),
    /** Of the box above the rows. */
    all: computed(() => (share.value === 'some' ? ('indeterminate' as const) : share.value === 'all')),
    selectLoaded: (isOn: boolean) => pick({ kind: isOn ? 'loaded' : 'none' }),
    choose: ({ id }: BinRowFragment, isRange: boolean) => pick({ kind: isRange ? 'range' : 'toggle', id }),
    /** The users of the job. */
    target: computed<BulkTarget>(() =>
      selection.value.isAll ? { where: BIN } : { ids: [...selection.value.ids] },
    ),
    isBin: computed(() => true),
  };
}
