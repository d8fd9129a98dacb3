import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../lib/language/useFormat';
import type { FilterChip } from '../../ui/filter/filter-chip';
import { useRoleName } from '../../roles/useRoleName';
import { useRoles } from '../../users/editor/useRoles';
import type { AuditQuery } from '../audit-query';
import { useAuditQuery } from '../useAuditQuery';
import { usePerson } from '../usePeople';

/** The active filters, each of which can be removed by itself. */
export function useAuditChips() {
  const { t } = useI18n();
  const roleName = useRoleName();
  const format = useFormat();
  const { query } = useAuditQuery();
  const { roles } = useRoles();
  const actor = usePerson(() => query.value.actor);
  const target = usePerson(() => query.value.target);

  const short = (id: string) => `${id.slice(0, 8)}…`;

  const chips = computed<FilterChip<AuditQuery>[]>(() => {
    const { action, actor: actorId, target: targetId, from, until } = query.value;
    const role = roles.value.find(({ id }) => id === targetId);
    const one = (key: 'actor' | 'target' | 'from' | 'until', label: string): FilterChip<AuditQuery> => ({
      key,
      label,
      without: { [key]: undefined },
    });
    const named = (id: string, name: string | undefined) => ({ name: name ?? short(id) });
    return [
      ...action.map((each) => ({
        key: each,
        label: t(`audit.action.${each}`),
        without: { action: action.filter((other) => other !== each) },
      })),
      ...(actorId
        ? [one('actor', t('audit.filter.chipActor', named(actorId, actor.value?.displayName)))]
        : []),
      ...(targetId
        ? [
            one(
              'target',
              t(
                'audit.filter.chipTarget',
                named(targetId, target.value?.displayName ?? (role && roleName(role.name))),
              ),
            ),
          ]
        : []),
      ...(from ? [one('from', t('filters.chipFrom', { day: format.calendarDay(from) }))] : []),
      ...(until ? [one('until', t('filters.chipUntil', { day: format.calendarDay(until) }))] : []),
    ];
  });

  return { chips };
}
