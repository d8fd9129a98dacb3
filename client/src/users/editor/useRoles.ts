import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { usePermissionsChange } from '../../auth/useSession';
import { RolesDocument } from '../users.documents';

/** Every role, by name; none while they are on their way. Asked for once, and when who asks may do something else. */
export function useRoles() {
  const { result, refetch } = useQuery(RolesDocument);
  usePermissionsChange(() => void refetch()?.catch(() => undefined)); // Those from before are good enough.
  return { roles: computed(() => result.value?.roles ?? []) };
}
