import { computed } from 'vue';
import { useListQuery } from '../users/list/useListQuery';
import { useTableLayout } from '../users/list/table/useTableLayout';
import { useSideLists } from './side-bar/useSideLists';
import { FIXED_VIEWS, isSameLayout, layoutOf, normalText, queryText } from './view-query';

/** The view that the address names, and how the list on screen differs from it. The address wins over the view. */
export function useActiveView() {
  const side = useSideLists();
  const { query } = useListQuery();
  const { layout } = useTableLayout();

  const view = computed(() => side.views.value?.find(({ id }) => id === query.value.view));
  const text = computed(() => queryText(query.value));
  /** The list of the side bar that is on screen, as it is there, or in another order. */
  const fixed = computed(() => {
    if (query.value.view !== undefined) return undefined;
    const unordered = queryText({ ...query.value, order: undefined });
    return FIXED_VIEWS.find((each) => each.path === undefined && normalText(each.query) === unordered);
  });
  const isQueryEdited = computed(
    () => view.value !== undefined && normalText(view.value.query) !== text.value,
  );
  const isLayoutEdited = computed(() => {
    const saved = view.value && layoutOf(view.value);
    return saved !== undefined && !isSameLayout(saved, layout.value);
  });

  return {
    view,
    fixed,
    text,
    /** Whether the list differs from its view. */
    isEdited: computed(() => isQueryEdited.value || isLayoutEdited.value),
    /** Whether the list is of no view, and none of those that everybody has. */
    isUnsaved: computed(
      () => view.value === undefined && (fixed.value === undefined || query.value.order !== undefined),
    ),
  };
}
