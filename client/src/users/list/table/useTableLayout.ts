import { useLocalStorage } from '@vueuse/core';
import { computed, shallowRef } from 'vue';
import { ownName } from '../../../lib/server/base-path';
import { readLayout, type TableLayout, USUAL_LAYOUT, writeLayout } from './table-layout';

interface ShownLayout {
  /** The id of the view. */
  readonly of: string;
  readonly saved: TableLayout;
  readonly layout: TableLayout;
}

/** The layout of the view on screen, shown in place of the person's own. `layout` is `saved` with the edits made here. */
export const shownLayout = shallowRef<ShownLayout>();

/** The user's layout of the table on this device. It needs no request. before-paint.js reads the density. */
export function useTableLayout() {
  const own = useLocalStorage<TableLayout>(ownName('layout'), USUAL_LAYOUT, {
    serializer: { read: readLayout, write: writeLayout },
  });
  const layout = computed(() => shownLayout.value?.layout ?? own.value);

  return {
    layout,
    density: computed({
      get: () => layout.value.density,
      set: (density) => change({ density }),
    }),
    change,
  };

  function change(to: Partial<TableLayout>): void {
    const changed = { ...layout.value, ...to };
    if (shownLayout.value) shownLayout.value = { ...shownLayout.value, layout: changed };
    else own.value = changed;
  }
}
