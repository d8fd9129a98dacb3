import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { RolesDocument } from '../users.documents';

/** Every role, by name; none while they are on their way. Asked for once. */
export function useRoles() {
  const { result } = useQuery(RolesDocument);
  return { roles: computed(() => result.value?.roles ?? []) };
}
