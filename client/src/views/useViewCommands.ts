import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useCommands } from '../lib/commands/useCommands';
import { useSideLists } from './side-bar/useSideLists';
import { addressOf } from './view-query';

/** Each saved view as a command of the palette, on every page. */
export function useViewCommands(): void {
  const { t } = useI18n();
  const router = useRouter();
  const { views } = useSideLists();

  useCommands(() =>
    (views.value ?? []).map((view) => ({
      id: `view ${view.id}`,
      label: view.name,
      group: t('views.title'),
      icon: 'i-lucide-bookmark',
      run: () => void router.push({ name: 'users', query: addressOf(view) }),
    })),
  );
}
