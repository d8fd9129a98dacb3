import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type AuditQuery, fromUrl, toUrl, toWhere } from './audit-query';

/** The entries on screen, as the address has them: kept nowhere else, so they can be sent to someone and gone back to. */
export function useAuditQuery() {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => fromUrl(route.query));
  return {
    query,
    where: computed(() => toWhere(query.value)),
    change: (to: Partial<AuditQuery>) => router.push({ query: toUrl({ ...query.value, ...to }) }),
    clear: () => router.push({ query: {} }),
  };
}
