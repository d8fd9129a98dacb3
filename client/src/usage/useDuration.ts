import { computed } from 'vue';
import { useI18n } from 'vue-i18n';

/** Bounds of durations, such as 5 sec and 2 min, in the language on screen. */
export function useDuration() {
  const { locale } = useI18n();
  const formats = computed(() => {
    const of = (unit: string) =>
      new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'short' });
    return { second: of('second'), minute: of('minute') };
  });
  /** Empty where no duration is known. */
  return (ms: number | null | undefined) => {
    if (ms == null) return '';
    return ms < 60_000 ? formats.value.second.format(ms / 1_000) : formats.value.minute.format(ms / 60_000);
  };
}
