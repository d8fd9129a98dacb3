import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { useCommands } from '../lib/useCommands';
import { fromUrl } from './list/list-query';
import { useListQuery } from './list/useListQuery';

const EVERYONE = fromUrl({});

interface UserCommandOptions {
  search: () => void;
  /** Whether there are rows to go through. */
  hasRows: () => boolean;
  move: (by: 1 | -1) => void;
}

/** What the keyboard and the command palette do on the users page. */
export function useUserCommands({ search, hasRows, move }: UserCommandOptions): void {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { change, clear } = useListQuery();

  useCommands(() => {
    const group = t('users.title');
    const always = [
      {
        id: 'users.new',
        label: t('users.new.title'),
        group,
        icon: 'i-lucide-user-plus',
        keys: ['n'],
        run: () => void router.push({ name: 'new-user', query: route.query }),
      },
      {
        id: 'users.search',
        label: t('users.search'),
        group,
        icon: 'i-lucide-search',
        keys: ['/'],
        run: search,
      },
    ];
    const lists = [
      {
        id: 'users.all',
        label: t('users.commands.all'),
        group,
        icon: 'i-lucide-users',
        run: () => void clear(),
      },
      {
        id: 'users.invited',
        label: t('users.commands.invited'),
        group,
        icon: 'i-lucide-mail',
        run: () => void change({ ...EVERYONE, status: ['INVITED'] }),
      },
      {
        id: 'users.bin',
        label: t('users.commands.bin'),
        group,
        icon: 'i-lucide-trash-2',
        run: () => void change({ ...EVERYONE, status: ['DELETED'] }),
      },
    ];
    const rows = [
      {
        id: 'users.next',
        label: t('users.keys.next'),
        group,
        keys: ['j', 'arrowdown'],
        keysOnly: true,
        run: () => move(1),
      },
      {
        id: 'users.previous',
        label: t('users.keys.previous'),
        group,
        keys: ['k', 'arrowup'],
        keysOnly: true,
        run: () => move(-1),
      },
      // The row's link and the dialogs see to these themselves.
      { id: 'users.open', label: t('users.keys.open'), group, keys: ['enter'], keysOnly: true },
      { id: 'users.close', label: t('users.keys.close'), group, keys: ['escape'], keysOnly: true },
    ];
    return [...always, ...lists, ...(hasRows() ? rows : [])];
  });
}
