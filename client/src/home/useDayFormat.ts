import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

/** Days of UTC (2026-11-30) and numbers of an axis, in the language on screen. */
export function useDayFormat() {
  const { locale } = useI18n();
  const formats = computed(() => ({
    day: new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    number: new Intl.NumberFormat(locale.value, { notation: 'compact' }),
  }));

  return {
    day: (day: string) => formats.value.day.format(new Date(day)),
    /** Such as 12K. */
    compact: (value: number) => formats.value.number.format(value),
  };
}
