import { watch } from 'vue';
import { chooseTimeZone } from '../../lib/language/time-zone';
import type { Session } from './session';

/** Shows moments in the time zone of the account, and counts days in it, where it names one. */
export function followOwnTimeZone({ viewer }: Session): void {
  watch(() => viewer.value?.timeZone, chooseTimeZone, { immediate: true });
}
