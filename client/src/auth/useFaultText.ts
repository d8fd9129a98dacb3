import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RequestFault } from '../lib/server/request-fault';

/** What people read where nothing came back to something that they sent. */
export function useFaultText(fault: MaybeRefOrGetter<RequestFault | undefined>) {
  const { t } = useI18n();
  return computed(() => {
    const kind = toValue(fault)?.kind;
    return kind && { title: t(`fault.${kind}.title`), description: t(`auth.fault.${kind}`) };
  });
}
