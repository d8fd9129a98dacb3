import { watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';

/** Names the browser's tab after the route: what differs comes first, as a narrow tab shows only the start. */
export function usePageTitle(): void {
  const route = useRoute();
  const { t } = useI18n();
  watchEffect(() => {
    document.title = route.meta.title ? `${t(route.meta.title)} · ${t('app.name')}` : t('app.name');
  });
}
