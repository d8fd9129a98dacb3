import { onScopeDispose, watch } from 'vue';
import { shownLayout } from '../users/list/table/useTableLayout';
import { useActiveView } from './useActiveView';
import { isSameLayout, layoutOf } from './view-query';

/**
 * Shows the columns and the density of the view while it is on screen. A change of them is an edit of the view; the person's own
 * choice stays as it is. The page calls this once.
 */
export function useViewLayout() {
  const { view } = useActiveView();

  function show(isReset = false): void {
    const saved = view.value && layoutOf(view.value);
    if (!view.value || !saved) return void (shownLayout.value = undefined);
    const before = shownLayout.value;
    // Someone else saved the view meanwhile: the edits made here are kept.
    const isKept = !isReset && before?.of === view.value.id && !isSameLayout(before.saved, before.layout);
    shownLayout.value = { of: view.value.id, saved, layout: isKept ? before.layout : saved };
  }

  watch(
    () => view.value && `${view.value.id} ${view.value.version}`,
    () => show(),
    { immediate: true, flush: 'sync' },
  );
  onScopeDispose(() => (shownLayout.value = undefined));

  return { reset: () => show(true) };
}
