import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { type Language, LANGUAGES } from '../../lib/language/language';
import { COLOR_MODES, useColorMode } from '../../lib/useColorMode';
import { useLanguage } from '../../lib/language/useLanguage';

export const COLOR_ICONS = { light: 'i-lucide-sun', dark: 'i-lucide-moon', system: 'i-lucide-monitor' };

/** Menu items for the colour mode and the language. */
export function useLookItems() {
  const { t } = useI18n();
  const { mode } = useColorMode();
  const { language, choose } = useLanguage();

  const colors = computed(() =>
    COLOR_MODES.map((each) => ({
      label: t(`frame.colors.${each}`),
      icon: COLOR_ICONS[each],
      type: 'checkbox' as const,
      checked: each === mode.value,
      onUpdateChecked: () => (mode.value = each),
    })),
  );
  const languages = computed(() =>
    (Object.keys(LANGUAGES) as Language[]).map((each) => ({
      label: LANGUAGES[each].name,
      type: 'checkbox' as const,
      checked: each === language.value,
      onUpdateChecked: () => void choose(each),
    })),
  );

  return { colors, languages, mode };
}
