import { useDocumentVisibility } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import type { useAuditEntries } from './useAuditEntries';
import { useAuditNews } from './useAuditNews';

type Entries = Pick<ReturnType<typeof useAuditEntries>, 'list' | 'reload'>;

/**
 * Reads the entries again when there may be new ones. If older pages are loaded below, which reading again would
 * leave out, the reader is asked.
 * @param first entries a page
 */
export function useFreshEntries({ list, reload }: Entries, first: number) {
  const hasNews = ref(false);
  const visibility = useDocumentVisibility();
  useAuditNews(() => (hasNews.value = true));

  function show(): void {
    hasNews.value = false;
    reload();
  }

  const isFirstPage = computed(() => (list.value?.nodes.length ?? 0) <= first);
  watch([hasNews, visibility], () => {
    if (hasNews.value && visibility.value === 'visible' && isFirstPage.value) show();
  });

  return { isAsked: computed(() => hasNews.value && !isFirstPage.value), show };
}
