import { computed } from 'vue';
import { LANGUAGES } from '../../lib/language/language';
import { useLanguage } from '../../lib/language/useLanguage';

/** Whether time runs from right to left, as the text does. */
export function useIsMirrored() {
  const { language } = useLanguage();
  return computed(() => LANGUAGES[language.value].dir === 'rtl');
}
