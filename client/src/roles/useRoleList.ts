import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { faultOf } from '../apollo';
import { usePermissionsChange } from '../auth/session/useSession';
import { RoleListDocument } from './roles.documents';

/** Every role with what the page shows of it, as they are when the page is opened and after each write from it. */
export function useRoleList() {
  const { result, loading, error, refetch } = useQuery(
    RoleListDocument,
    {},
    { fetchPolicy: 'cache-and-network' },
  );
  const reload = () => refetch()?.catch(() => undefined); // `fault` tells of it.
  usePermissionsChange(() => void reload());

  return {
    list: computed(() => {
      const { roles } = result.value ?? {};
      return roles && { nodes: roles, totalCount: roles.length };
    }),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    reload,
  };
}
