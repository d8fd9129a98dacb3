import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { PAGE_SIZE } from '../../../lib/live-list/row-range';
import { playgroundHash } from '../../../lib/playground-link';
import { listAsQuery } from './list-as-query';
import { columnsOf, usualColumns } from '../table/user-columns';
import { useListQuery } from '../useListQuery';
import { useTableLayout } from '../table/useTableLayout';

/** The playground with the list on screen as an operation; undefined where this server has no playground. */
export function useListAsQuery() {
  const router = useRouter();
  const { variables } = useListQuery();
  const { layout } = useTableLayout();

  return computed(() => {
    if (!router.hasRoute('playground')) return undefined;
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
