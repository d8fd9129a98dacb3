import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../../lib/language/useFormat';
import { userSchema } from './user-schema';

/** What can be said of a user's texts without the server, in the language on screen. */
export function useUserSchema() {
  const { t } = useI18n();
  const format = useFormat();
  return computed(() =>
    userSchema({
      required: t('users.required'),
      tooLong: (max) => t('users.tooLong', { number: format.number(max) }, max),
    }),
  );
}
