import { useLocalStorage } from '@vueuse/core';
import { computed } from 'vue';
import { ownName } from '../../lib/base-path';
import { readLayout, type TableLayout, USUAL_LAYOUT, writeLayout } from './table-layout';

/** How somebody wants the table on this device. It asks nothing of the server. before-paint.js reads the density. */
export function useTableLayout() {
  const layout = useLocalStorage<TableLayout>(ownName('layout'), USUAL_LAYOUT, {
    serializer: { read: readLayout, write: writeLayout },
  });

  return {
    layout,
    density: computed({
      get: () => layout.value.density,
      set: (density) => change({ density }),
    }),
    change,
  };

  function change(to: Partial<TableLayout>): void {
    layout.value = { ...layout.value, ...to };
  }
}
