import UInput from '@nuxt/ui/components/Input.vue';
import { computed, useId } from 'vue';
import { useI18n } from 'vue-i18n';
import EmailInput from '../../../ui/form/EmailInput.vue';
import type { TextField } from './user-draft';
import { useSuggestions } from './useSuggestions';

/** The input of each text of a user, and the lists of what may be meant, for a `datalist` each. */
export function useFieldInputs() {
  const { t } = useI18n();
  const { departments, timeZones } = useSuggestions();
  const ids = { department: useId(), timeZone: useId() };
  const own = computed<Partial<Record<TextField, object>>>(() => ({
    department: { list: ids.department },
    phone: { type: 'tel' },
    locale: { placeholder: t('users.example.locale') },
    timeZone: { list: ids.timeZone, placeholder: t('users.example.timeZone') },
  }));

  return {
    inputOf: (field: TextField) => (field === 'email' ? EmailInput : UInput),
    attributesOf: (field: TextField) => ({ name: field, autocomplete: 'off', ...own.value[field] }),
    lists: [
      { field: 'department' as const, id: ids.department, values: departments },
      { field: 'timeZone' as const, id: ids.timeZone, values: timeZones },
    ],
  };
}
