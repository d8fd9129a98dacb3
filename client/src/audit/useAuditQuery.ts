import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { type AuditQuery, fromUrl, toUrl, toWhere } from './audit-query';

/** The filter of the entries on screen. Only the address has it, so that it can be shared, reloaded and gone back to. */
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
