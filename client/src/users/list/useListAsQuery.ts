import { computed } from 'vue';
import { hasPlayground } from '../../lib/has-playground';
import { PAGE_SIZE } from '../../lib/live-list/row-range';
import { playgroundHash } from '../../lib/playground-link';
import { listAsQuery } from './list-as-query';
import { columnsOf, usualColumns } from './user-columns';
import { useListQuery } from './useListQuery';
import { useTableLayout } from './useTableLayout';

/** The playground with the list on screen as an operation; undefined where this server has no playground. */
export function useListAsQuery() {
  const { variables } = useListQuery();
  const { layout } = useTableLayout();

  return computed(() => {
    if (!hasPlayground()) return undefined;
    const { columns } = layout.value;
    const shown = columns ? columnsOf(columns) : usualColumns();
    const operation = listAsQuery(
      variables.value,
      shown.map(({ id }) => id),
      PAGE_SIZE,
    );
    return { name: 'playground', hash: playgroundHash(operation) };
  });
}
