import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useViewer } from '../../auth/session/useSession';
import type { BulkTarget } from '../../bulk/bulk-target';
import type { UserRowFragment as UserRow } from '../../gql/graphql';
import { useRowSelection } from '../../lib/row-selection/useRowSelection';
import { useCommands } from '../../lib/commands/useCommands';
import { useListQuery } from './useListQuery';
import type { UserList } from './useUsers';

interface UserSelectionOptions {
  list: () => UserList | undefined;
  /** The row that the keyboard is at, or was at last. */
  row: () => UserRow | undefined;
  hasFocus: () => boolean;
  move: (by: 1 | -1) => Promise<void> | undefined;
}

/** Which users of the list are selected, to do one thing to all of them, and the keys that select. */
export function useUserSelection({ list, row, hasFocus, move }: UserSelectionOptions) {
  const { t } = useI18n();
  const { may } = useViewer();
  const { query, variables } = useListQuery();
  const filter = computed(() => {
    const { where, search } = variables.value;
    // The server takes no job without a filter: `{}` is everyone.
    return { where: where ?? {}, search };
  });
  const state = useRowSelection({ list, filter: () => JSON.stringify(filter.value) });
  const { selection, pick, hasAny, share } = state;
  const canSelect = computed(() => (['USERS_WRITE', 'USERS_DELETE'] as const).some(may));

  async function extend(by: 1 | -1): Promise<void> {
    const from = row()?.id;
    await move(by);
    const to = row()?.id;
    if (to !== undefined) pick({ kind: 'range', id: to, from });
  }

  /** The selection of the loaded rows, as the key made it: more of them may have been loaded since. */
  let loaded: unknown;

  /** The loaded rows by the first press, all that match by the second. */
  function selectMore(): void {
    const isSecond = share.value === 'all' || selection.value === loaded;
    pick({ kind: isSecond ? 'all' : 'loaded' });
    loaded = selection.value;
  }

  const isAtList = () => hasFocus() || document.activeElement === document.body;

  useCommands(() => {
    if (!canSelect.value || !list()?.edges.length) return [];
    const toggled = row();
    return [
      {
        id: 'users.select',
        label: t('users.selection.row'),
        keys: ['x'],
        areKeysLive: hasFocus,
        run: () => toggled && pick({ kind: 'toggle', id: toggled.id }),
      },
      {
        id: 'users.selectNext',
        label: t('users.selection.next'),
        keys: ['shift+arrowdown', 'shift+j'],
        run: () => void extend(1),
      },
      {
        id: 'users.selectPrevious',
        label: t('users.selection.previous'),
        keys: ['shift+arrowup', 'shift+k'],
        run: () => void extend(-1),
      },
      {
        id: 'users.selectAll',
        label: t('users.selection.all'),
        keys: ['mod+a'],
        areKeysLive: isAtList,
        run: selectMore,
      },
      {
        id: 'users.selectNone',
        label: t('users.selection.none'),
        keys: ['escape'],
        areKeysLive: () => hasAny.value && isAtList(),
        run: () => pick({ kind: 'none' }),
      },
    ].map((command) => ({ ...command, group: t('users.title'), keysOnly: true }));
  });

  return {
    ...state,
    /** For the table; undefined: the viewer could do nothing with a selection. */
    forTable: computed(() =>
      canSelect.value ? { selection: selection.value, share: share.value } : undefined,
    ),
    /** The users of the job. */
    target: computed<BulkTarget>(() =>
      selection.value.isAll ? filter.value : { ids: [...selection.value.ids] },
    ),
    /** Whether the list shows the bin, where other things can be done. */
    isBin: computed(() => query.value.status.length === 1 && query.value.status[0] === 'DELETED'),
  };
}

export type UserSelection = ReturnType<typeof useUserSelection>;
