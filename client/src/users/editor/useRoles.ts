import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { usePermissionsChange } from '../../auth/session/useSession';
import { RolesDocument } from '../users.documents';

/**
 * Every role, by name; none while they load. Read once, and again when the viewer's permissions change.
 * @param isWanted left out: at once
 */
export function useRoles(isWanted: () => boolean = () => true) {
  const { result, loading, refetch } = useQuery(RolesDocument, null, () => ({ enabled: isWanted() }));
  usePermissionsChange(() => {
    if (isWanted()) void refetch()?.catch(() => undefined); // Those from before are good enough.
  });
  return { roles: computed(() => result.value?.roles ?? []), isLoading: loading };
}
