import { useToast } from '@nuxt/ui/composables';
import { nextTick, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import { safeNext } from './next-path';
import { useSession } from './useSession';

/**
 * Opens the sign-in page when the session ends, in any tab, and the page after it when a session begins. A page is left when the
 * viewer loses the permission that it needs.
 */
export function useSessionRoutes(): void {
  const route = useRoute();
  const router = useRouter();
  const { t } = useI18n();
  const toast = useToast();
  const { state, viewer } = useSession();

  watch(state, async (now) => {
    // After the page has gone, and with it the question whether to leave it.
    await nextTick();
    // At the first address it is the guard that leads there.
    if (route.matched.length === 0) return;
    if (now === 'out' && !route.meta.isPublic && !route.meta.isOpen) {
      await router.replace({ name: 'sign-in', query: { next: route.fullPath } });
    }
    if (now !== 'in' || !route.meta.isPublic) return;
    await router.replace(safeNext(route.query['next']));
  });

  watch(
    () => viewer.value?.permissions,
    async (permissions) => {
      const { needs } = route.meta;
      if (!permissions || !needs || permissions.includes(needs)) return;
      await router.replace('/');
      toast.add({ title: t('auth.notAnyMore'), icon: 'i-lucide-circle-alert', color: 'neutral' });
    },
  );
}
