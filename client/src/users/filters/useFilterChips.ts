import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../lib/useFormat';
import type { FilterChip } from '../../ui/filter-chip';
import { useRoles } from '../editor/useRoles';
import type { ListQuery } from '../list/list-query';
import { useListQuery } from '../list/useListQuery';

/** The filters that are on, each to be taken off by itself. */
export function useFilterChips() {
  const { t } = useI18n();
  const format = useFormat();
  const { query } = useListQuery();
  const { roles } = useRoles();

  const nameOf = (id: string) => roles.value.find((role) => role.id === id)?.name ?? '…';
  const day = (text: string) => format.date(`${text}T00:00`);

  const chips = computed<FilterChip<ListQuery>[]>(() => {
    const { status, department, roleId, createdFrom, createdTo, signedIn } = query.value;
    const others = <T>(all: T[], one: T) => all.filter((each) => each !== one);
    return [
      ...status.map((value) => ({
        key: value,
        label: t(`users.status.${value}`),
        without: { status: others(status, value) },
      })),
      ...roleId.map((id) => ({ key: id, label: nameOf(id), without: { roleId: others(roleId, id) } })),
      ...department.map((name) => ({
        key: `department ${name}`,
        label: name,
        without: { department: others(department, name) },
      })),
      ...(createdFrom
        ? [
            {
              key: 'from',
              label: t('filters.chipFrom', { day: day(createdFrom) }),
              without: { createdFrom: undefined },
            },
          ]
        : []),
      ...(createdTo
        ? [
            {
              key: 'to',
              label: t('filters.chipUntil', { day: day(createdTo) }),
              without: { createdTo: undefined },
            },
          ]
        : []),
      ...(signedIn
        ? [{ key: signedIn, label: t(`users.filter.signIn.${signedIn}`), without: { signedIn: undefined } }]
        : []),
    ];
  });

  return { chips };
}
