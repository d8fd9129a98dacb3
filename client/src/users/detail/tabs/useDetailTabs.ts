import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useViewer } from '../../../auth/session/useSession';
import type { UserDetailsFragment } from '../../../gql/graphql';

export const TABS = ['overview', 'access', 'sign-in', 'sessions', 'activity', 'data'] as const;
export type DetailTab = (typeof TABS)[number];

/** Which part of a user is on screen, as the address has it. */
export function useDetailTabs(user: () => UserDetailsFragment | null | undefined) {
  const route = useRoute();
  const router = useRouter();
  const { may } = useViewer();

  /** Those that have something to show to the viewer. */
  const tabs = computed(() =>
    TABS.filter((tab) => {
      if (tab === 'sign-in' || tab === 'sessions') return user()?.viewerCanUpdate ?? may('USERS_WRITE');
      return tab !== 'activity' || may('AUDIT_READ');
    }),
  );
  const tab = computed({
    get: () => tabs.value.find((each) => each === route.params['tab']) ?? 'overview',
    set: (to: DetailTab) =>
      void router.replace({
        params: { ...route.params, tab: to === 'overview' ? '' : to },
        query: route.query,
      }),
  });
  return { tabs, tab };
}
