import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RequestFault } from '../lib/server/request-fault';

/** The text for a request that got no answer. */
export function useFaultText(fault: MaybeRefOrGetter<RequestFault | undefined>) {
  const { t } = useI18n();
  return computed(() => {
    const kind = toValue(fault)?.kind;
    return kind && { title: t(`fault.${kind}.title`), description: t(`auth.fault.${kind}`) };
  });
}
