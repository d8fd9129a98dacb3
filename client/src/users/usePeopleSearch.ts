import { useApolloClient } from '@vue/apollo-composable';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useViewer } from '../auth/session/useSession';
import type { Command } from '../lib/commands/useCommands';
import { useCommandSearch } from '../lib/commands/useCommandSearch';
import { useRoleName } from '../roles/useRoleName';
import { addressOf } from '../views/view-query';
import { useSideLists } from '../views/side-bar/useSideLists';
import { SEARCH_MAX } from './list/list-query';
import { FindPeopleDocument } from './users.documents';

/** Finds people, roles and views from the command palette, on every page: one request for all. */
export function usePeopleSearch(): void {
  const { t } = useI18n();
  const router = useRouter();
  const roleName = useRoleName();
  const { may } = useViewer();
  const { resolveClient } = useApolloClient();
  const side = useSideLists();

  useCommandSearch(async (text, signal) => {
    if (!may('USERS_READ')) return [];
    const { data } = await resolveClient().query({
      query: FindPeopleDocument,
      // Views that are known are commands already: useViewCommands.
      variables: { search: text.slice(0, SEARCH_MAX), withViews: side.views.value === undefined },
      fetchPolicy: 'no-cache',
      context: { fetchOptions: { signal } },
    });
    const people = data.users.nodes.map(({ id, displayName, email }): Command => ({
      id: `user ${id}`,
      label: displayName,
      suffix: email,
      group: t('users.title'),
      icon: 'i-lucide-user-round',
      run: () => void router.push({ name: 'user', params: { id } }),
    }));
    const typed = text.toLocaleLowerCase();
    const roles = data.roles
      .map(({ id, name }) => ({ id, name: roleName(name) }))
      .filter(({ name }) => name.toLocaleLowerCase().includes(typed))
      .map(({ id, name }): Command => ({
        id: `role ${id}`,
        label: t('users.commands.withRole', { role: name }),
        group: t('users.column.roles'),
        icon: 'i-lucide-shield-check',
        run: () => void router.push({ name: 'users', query: { role: id } }),
      }));
    const views = (data.views ?? [])
      .filter(({ name }) => name.toLocaleLowerCase().includes(typed))
      .map((view): Command => ({
        id: `view ${view.id}`,
        label: view.name,
        group: t('views.title'),
        icon: 'i-lucide-bookmark',
        run: () => void router.push({ name: 'users', query: addressOf(view) }),
      }));
    return [...people, ...roles, ...views];
  });
}
