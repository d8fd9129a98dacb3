import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { daysBetween } from './calendar-day';
import { timeZone } from './time-zone';

const UNITS = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'week', seconds: 604_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

type Formats = ReturnType<typeof makeFormats>;
const made = new Map<string, Formats>();

/** Making one costs 20 µs and more, using one below 1: all that is on screen shares those of its language and zone. */
function formatsOf(locale: string, timeZone: string): Formats {
  const key = `${locale} ${timeZone}`;
  const formats = made.get(key) ?? makeFormats(locale, timeZone);
  made.set(key, formats);
  return formats;
}

function makeFormats(locale: string, timeZone: string) {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    whenUsed(() => new Intl.DateTimeFormat(locale, { timeZone, ...options }));
  return {
    number: whenUsed(() => new Intl.NumberFormat(locale)),
    date: dates({ dateStyle: 'medium' }),
    day: dates({ dateStyle: 'full' }),
    time: dates({ timeStyle: 'short' }),
    dateTime: dates({ dateStyle: 'long', timeStyle: 'short' }),
    calendarDay: dates({ dateStyle: 'medium', timeZone: 'UTC' }),
    month: dates({ month: 'short', year: 'numeric' }),
    list: whenUsed(() => new Intl.ListFormat(locale, { type: 'conjunction' })),
    relative: whenUsed(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })),
  };
}

/** Made with its first use: a page has two or three of them. */
function whenUsed<Format>(make: () => Format): () => Format {
  let format: Format | undefined;
  return () => (format ??= make());
}

/**
 * Numbers and moments in the language on screen and the reader's time zone. Moments come as the API gives them: ISO 8601 text.
 */
export function useFormat() {
  const { locale } = useI18n();
  const formats = computed(() => formatsOf(locale.value, timeZone.value));

  return {
    number: (value: number) => formats.value.number().format(value),
    /** The name of a language by its BCP 47 tag, such as Arabic (Egypt); a tag that is none stays. */
    language: (tag: string) => {
      try {
        return new Intl.DisplayNames(locale.value, { type: 'language' }).of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
    /** A, B, and C. */
    list: (texts: readonly string[]) => formats.value.list().format(texts),
    /** The day, such as Oct 28, 2026. */
    date: (moment: string) => formats.value.date().format(new Date(moment)),
    /** A day of the calendar (YYYY-MM-DD), such as Oct 28, 2026. */
    calendarDay: (day: string) => formats.value.calendarDay().format(new Date(day)),
    /** today, yesterday, or the day with its weekday. */
    day: (moment: string, now: number) => {
      const days = daysBetween(new Date(moment), new Date(now));
      return days === 0 || days === 1
        ? formats.value.relative().format(-days, 'day')
        : formats.value.day().format(new Date(moment));
    },
    /** Hour and minute. */
    time: (moment: string) => formats.value.time().format(new Date(moment)),
    /** The month, such as Oct 2026. */
    month: (moment: string) => formats.value.month().format(new Date(moment)),
    /** Day, hour and minute. */
    dateTime: (moment: string) => formats.value.dateTime().format(new Date(moment)),
    /**
     * The distance from `now` in its largest unit: 5 minutes ago, yesterday, in 2 weeks. Below a minute it is "now".
     * @param hasSeconds whether seconds are counted too
     */
    relative: (moment: string, now: number, hasSeconds = false) => {
      const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
      if (hasSeconds && Math.abs(seconds) < 60) return formats.value.relative().format(seconds, 'second');
      const fitting = UNITS.find((each) => Math.abs(seconds) >= each.seconds);
      return fitting
        ? formats.value.relative().format(Math.trunc(seconds / fitting.seconds), fitting.unit)
        : formats.value.relative().format(0, 'second');
    },
  };
}
