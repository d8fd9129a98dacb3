import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MessageKey } from '../../messages/messages';
import { useFormat } from '../language/useFormat';

interface Counted {
  readonly totalCount: number;
  readonly totalCountIsCapped?: boolean | null | undefined;
}

/**
 * How many rows a list has, in words; empty until it is there.
 * @param atLeast the words for a list that was not counted to its end
 */
export function useListCount(list: () => Counted | undefined, exactly: MessageKey, atLeast = exactly) {
  const { t } = useI18n();
  const format = useFormat();
  return computed(() => {
    const { totalCount, totalCountIsCapped } = list() ?? {};
    if (totalCount === undefined) return '';
    const number = format.number(totalCount);
    return totalCountIsCapped ? t(atLeast, { number }) : t(exactly, { number }, totalCount);
  });
}
