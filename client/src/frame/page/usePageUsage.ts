import { watch } from 'vue';
import { useRoute } from 'vue-router';
import type { UsageFeature } from '../../gql/graphql';
import { count } from '../../lib/usage/usage-counts';

/** By the name of the route. */
const PAGES: Record<string, UsageFeature> = {
  home: 'HOME',
  users: 'PEOPLE',
  user: 'PERSON',
  'user-page': 'PERSON',
  bin: 'BIN',
  jobs: 'JOBS',
  import: 'IMPORT',
  roles: 'ROLES',
  invitations: 'INVITATIONS',
  audit: 'AUDIT_TRAIL',
  feedback: 'FEEDBACK',
  tokens: 'TOKENS',
  playground: 'PLAYGROUND',
};

/** Counts each page that is opened, without what is on it. */
export function usePageUsage(): void {
  const route = useRoute();
  watch(
    () => `${String(route.name)} ${String(route.params['id'])}`,
    () => {
      const page = PAGES[String(route.name)] ?? (route.path.startsWith('/account/') ? 'ACCOUNT' : undefined);
      if (page) count(page, 'OPENED');
    },
    { immediate: true },
  );
}
