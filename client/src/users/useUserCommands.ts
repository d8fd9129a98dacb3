import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useSession, useViewer } from '../auth/session/useSession';
import type { UserRowFragment as UserRow } from '../gql/graphql';
import { type Command, useCommands } from '../lib/commands/useCommands';
import { fromUrl, type ListQuery } from './list/list-query';
import { labelOf, ROW_ACTIONS, type RowAction, rowActions } from './list/row/row-actions';
import { useListAsQuery } from './list/toolbar/useListAsQuery';
import { useListQuery } from './list/useListQuery';
import { OPEN_USER } from './detail/panel/useDetailMode';

interface UserCommandOptions {
  search: () => void;
  /** Opens the filters. */
  filter: () => void;
  /** Whether there are rows to go through. */
  hasRows: () => boolean;
  move: (by: 1 | -1) => void;
  /** The row that the keyboard is at, or was at last. */
  row: () => UserRow | undefined;
  /** Whether a row has the focus: a key does nothing to a row that is not visibly marked. */
  hasFocus: () => boolean;
  act: (action: RowAction, user: UserRow) => void;
  /** Takes back what was done last. */
  undo: () => void;
}

type OwnCommand = Omit<Command, 'group'>;

const EVERYONE = fromUrl({});

/** What the keyboard and the command palette do on the users page. */
export function useUserCommands(options: UserCommandOptions): void {
  const { t } = useI18n();
  const { hasRows } = options;
  const lists = useListCommands(options);
  const row = useRowCommands(options);
  const moves = useMoveCommands(options);
  useCommands(() => [
    // Those of the row come first, as the row is what the keyboard is at.
    ...(hasRows() ? row() : []),
    ...[...lists(), ...(hasRows() ? moves() : [])].map((command) => ({
      ...command,
      group: t('users.title'),
    })),
  ]);
}

function useListCommands({ search, filter }: UserCommandOptions): () => OwnCommand[] {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { may } = useViewer();
  const { change, clear } = useListQuery();
  const asQuery = useListAsQuery();

  const create = (): OwnCommand => ({
    id: 'users.new',
    label: t('users.new.title'),
    icon: 'i-lucide-user-plus',
    keys: ['n'],
    run: () => void router.push({ name: 'new-user', query: route.query }),
  });
  const bring = (): OwnCommand => ({
    id: 'users.import',
    label: t('imports.title'),
    icon: 'i-lucide-upload',
    run: () => void router.push({ name: 'import' }),
  });
  const show =
    (...status: ListQuery['status']) =>
    () =>
      void change({ ...EVERYONE, status });

  return () => [
    ...(may('USERS_WRITE') ? [create(), bring()] : []),
    { id: 'users.search', label: t('users.search'), icon: 'i-lucide-search', keys: ['/'], run: search },
    { id: 'users.filter', label: t('filters.title'), icon: 'i-lucide-list-filter', keys: ['f'], run: filter },
    { id: 'users.all', label: t('users.commands.all'), icon: 'i-lucide-users', run: () => void clear() },
    {
      id: 'users.invited',
      label: t('users.commands.invited'),
      icon: 'i-lucide-mail',
      run: show('INVITED', 'INVITATION_EXPIRED'),
    },
    {
      id: 'users.noAccess',
      label: t('users.commands.noAccess'),
      icon: 'i-lucide-user-round-x',
      run: show('NO_ACCESS'),
    },
    {
      id: 'users.bin',
      label: t('users.commands.bin'),
      icon: 'i-lucide-trash-2',
      run: () => void router.push({ name: 'bin' }),
    },
    ...(asQuery.value
      ? [
          {
            id: 'users.asQuery',
            label: t('users.asQuery'),
            icon: 'i-lucide-braces',
            run: () => asQuery.value && void router.push(asQuery.value),
          },
        ]
      : []),
  ];
}

/** What can be done to the row that the keyboard is at, which the heading names. */
function useRowCommands({ row, hasFocus, act }: UserCommandOptions): () => Command[] {
  const { t } = useI18n();
  const { viewer } = useViewer();
  const { status } = useSession();

  /** Where the keyboard is at no row yet, the keys are listed all the same. */
  const keysAlone = () =>
    (['open', 'edit', 'copyEmail', 'invite', 'deactivate', 'delete'] as const).map((action) => ({
      id: `users.row.${action}`,
      label: t(ROW_ACTIONS[action].label),
      group: t('users.keys.actions'),
      keys: ROW_ACTIONS[action].keys,
      keysOnly: true,
    }));

  return () => {
    const user = row();
    if (!user) return keysAlone();
    return rowActions(user, user.id === viewer.value?.id)
      .flat()
      .map((action) => ({
        id: `users.row.${action}`,
        label: t(labelOf(action, user, status.value?.sendsMail)),
        group: user.displayName,
        icon: ROW_ACTIONS[action].icon,
        keys: ROW_ACTIONS[action].keys,
        areKeysLive: hasFocus,
        run: () => act(action, user),
      }));
  };
}

function useMoveCommands({ move, undo }: UserCommandOptions): () => OwnCommand[] {
  const { t } = useI18n();
  const inDialog = OPEN_USER;
  return () =>
    [
      {
        id: 'users.next',
        label: t('users.keys.next'),
        keys: ['j', 'arrowdown'],
        inDialog,
        run: () => move(1),
      },
      {
        id: 'users.previous',
        label: t('users.keys.previous'),
        keys: ['k', 'arrowup'],
        inDialog,
        run: () => move(-1),
      },
      { id: 'users.undo', label: t('users.keys.undo'), keys: ['z'], inDialog, run: undo },
      // The row's link, the table and the dialogs see to these themselves.
      { id: 'users.open', label: t('users.keys.open'), keys: ['enter'] },
      { id: 'users.actions', label: t('users.keys.actions'), keys: ['shift+f10', 'contextmenu'] },
      { id: 'users.close', label: t('users.keys.close'), keys: ['escape'] },
    ].map((command) => ({ ...command, keysOnly: true }));
}
