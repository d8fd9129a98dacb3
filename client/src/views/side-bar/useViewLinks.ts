import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { parseQuery, type RouteLocationRaw, useRoute } from 'vue-router';
import { useViewer } from '../../auth/session/useSession';
import { idle } from '../../lib/idle';
import type { MessageKey } from '../../messages/messages';
import type { ListCount } from './side-lists';
import { useActiveView } from '../useActiveView';
import { useAwaitedViews } from './useAwaitedViews';
import { useReadSideLists } from './useReadSideLists';
import { useSideLists } from './useSideLists';
import { addressOf, FIXED_VIEWS } from '../view-query';

/** A list that the side bar leads to. */
export interface ViewLink {
  id: string;
  label: string;
  to: RouteLocationRaw;
  /** `true`: the page is that of People, and this is the list on it. */
  current: 'page' | 'true' | undefined;
  /** Undefined: not known. */
  count: ListCount | undefined;
}

interface ViewGroup {
  key: 'fixed' | 'own' | 'shared';
  label: MessageKey;
  links: ViewLink[];
}

/** The lists below People: those that everybody has, the viewer's own, and the shared ones. */
export function useViewLinks() {
  const { t } = useI18n();
  const route = useRoute();
  const { may } = useViewer();
  const { views, counts } = useSideLists();
  const { view: active, fixed: activeFixed } = useActiveView();
  const isListHere = computed(() => route.matched.some(({ name }) => name === 'users'));
  const { read } = useReadSideLists();

  // The list asks for them with its first page; another page, where the console begins, does not.
  void idle().then(() => {
    if (!isListHere.value && views.value === undefined) void read();
  });

  const currentIf = (isShown: boolean) => (isListHere.value && isShown ? ('true' as const) : undefined);

  const fixed = computed(() =>
    FIXED_VIEWS.filter(({ needs }) => !needs || may(needs)).map(({ key, label, query, path }): ViewLink => ({
      id: key,
      label: t(label),
      to: path ?? { path: '/users', query: parseQuery(query) },
      current: path ? (route.path === path ? 'page' : undefined) : currentIf(activeFixed.value?.key === key),
      count: counts.get(key),
    })),
  );
  const saved = computed(() =>
    (views.value ?? []).map((view) => ({
      isShared: view.isShared,
      id: view.id,
      label: view.name,
      to: { path: '/users', query: addressOf(view) },
      current: currentIf(active.value?.id === view.id),
      count: counts.get(view.id),
    })),
  );

  const groups = computed(() => {
    const groups: ViewGroup[] = [
      { key: 'fixed', label: 'views.title', links: fixed.value },
      { key: 'own', label: 'views.own', links: saved.value.filter(({ isShared }) => !isShared) },
      { key: 'shared', label: 'views.shared', links: saved.value.filter(({ isShared }) => isShared) },
    ];
    return groups.filter(({ links }) => links.length > 0);
  });
  return { groups, awaited: useAwaitedViews(views) };
}
