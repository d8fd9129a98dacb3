import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useViewer } from '../auth/useSession';
import { type Command, useCommands } from '../lib/useCommands';
import { fromUrl } from './list/list-query';
import { useListQuery } from './list/useListQuery';

interface UserCommandOptions {
  search: () => void;
  /** Whether there are rows to go through. */
  hasRows: () => boolean;
  move: (by: 1 | -1) => void;
}

const EVERYONE = fromUrl({});

/** What the keyboard and the command palette do on the users page. */
export function useUserCommands({ search, hasRows, move }: UserCommandOptions): void {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { may } = useViewer();
  const { change, clear } = useListQuery();

  const writing = (): Omit<Command, 'group'>[] => [
    {
      id: 'users.new',
      label: t('users.new.title'),
      icon: 'i-lucide-user-plus',
      keys: ['n'],
      run: () => void router.push({ name: 'new-user', query: route.query }),
    },
  ];

  const tasks = (): Omit<Command, 'group'>[] => [
    ...(may('USERS_WRITE') ? writing() : []),
    { id: 'users.search', label: t('users.search'), icon: 'i-lucide-search', keys: ['/'], run: search },
  ];

  const lists = (): Omit<Command, 'group'>[] => [
    { id: 'users.all', label: t('users.commands.all'), icon: 'i-lucide-users', run: () => void clear() },
    {
      id: 'users.invited',
      label: t('users.commands.invited'),
      icon: 'i-lucide-mail',
      run: () => void change({ ...EVERYONE, status: ['INVITED'] }),
    },
    {
      id: 'users.bin',
      label: t('users.commands.bin'),
      icon: 'i-lucide-trash-2',
      run: () => void change({ ...EVERYONE, status: ['DELETED'] }),
    },
  ];

  const rows = (): Omit<Command, 'group'>[] => [
    { id: 'users.next', label: t('users.keys.next'), keys: ['j', 'arrowdown'], run: () => move(1) },
    { id: 'users.previous', label: t('users.keys.previous'), keys: ['k', 'arrowup'], run: () => move(-1) },
    // The row's link and the dialogs see to these themselves.
    { id: 'users.open', label: t('users.keys.open'), keys: ['enter'] },
    { id: 'users.close', label: t('users.keys.close'), keys: ['escape'] },
  ];

  useCommands(() => {
    const moves = hasRows() ? rows().map((command) => ({ ...command, keysOnly: true })) : [];
    return [...tasks(), ...lists(), ...moves].map((command) => ({ ...command, group: t('users.title') }));
  });
}
