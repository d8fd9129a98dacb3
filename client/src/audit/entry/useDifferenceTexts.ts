import { useI18n } from 'vue-i18n';
import { useFormat } from '../../lib/language/useFormat';
import { useRoleName } from '../../roles/useRoleName';

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** The names of fields and the values in them, as people read them; what no catalogue knows stays as it is. */
export function useDifferenceTexts() {
  const i18n = useI18n();
  const format = useFormat();
  const roleName = useRoleName();

  function known(...keys: string[]): string | undefined {
    const key = keys.find((each) => i18n.te(each));
    return key === undefined ? undefined : i18n.t(key);
  }

  function valueOf(field: string, value: string): string {
    if (field.endsWith('At')) return format.dateTime(value);
    // A status of INVITED does not mean that an invitation was sent: that is an entry of its own.
    if (field === 'status') return known(`audit.status.${value}`, `users.status.${value}`) ?? value;
    if (field === 'roles') return roleName(value);
    if (field === 'reason') return known(`audit.reason.${value}`) ?? value;
    if (field === 'kind') return known(`audit.kind.${value}`) ?? value;
    if (field === 'field') return known(`users.field.${value}`) ?? value;
    if (field === 'usageCounted') return known(`audit.usageCounted.${value}`) ?? value;
    if (field === 'feedbackState') return known(`feedback.state.${value}`) ?? value;
    if (field === 'method') return known(`audit.method.${value}`) ?? value;
    if (field === 'permissions') return known(`permission.${value}.name`) ?? value;
    // The first characters of an id are enough to distinguish sessions.
    return ID.test(value) ? `${value.slice(0, 8)}…` : value;
  }

  return {
    labelOf: (field: string) => known(`audit.field.${field}`, `users.field.${field}`) ?? field,
    valueOf,
  };
}
