import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { usePermission } from '../../auth/session/useSession';
import { useFormat } from '../../lib/language/useFormat';
import { useRoleName } from '../../roles/useRoleName';
import { useListQuery } from '../list/useListQuery';
import { RolesDocument } from '../users.documents';
import { knownRoleName } from './facet-answers';
import { type Facet, FACETS } from './facets';

/** The facets that the viewer may see, and what their values are called. */
export function useFacetLabels() {
  const { t } = useI18n();
  const format = useFormat();
  const { query } = useListQuery();
  const mayWrite = usePermission('USERS_WRITE');

  // Only for roles of the address that no menu has shown.
  const { result } = useQuery(RolesDocument, null, () => ({
    enabled: query.value.roleId.some((id) => knownRoleName(id) === undefined),
  }));
  const roleName = useRoleName();
  const roleNamed = (id: string) =>
    roleName(result.value?.roles.find((role) => role.id === id)?.name ?? knownRoleName(id) ?? '…');

  function nameOf({ name }: Facet, value: string): string {
    if (name === 'STATE') return t(`users.status.${value}`);
    if (name === 'ROLE') return roleNamed(value);
    return name === 'DEPARTMENT' ? value : t(`users.filter.value.${value}`);
  }

  function daysOf({ name }: Facet): string | undefined {
    const { created, createdFrom, createdTo, signedIn, signedInFrom, signedInTo } = query.value;
    if (name !== 'CREATED' && name !== 'LAST_SIGN_IN') return undefined;
    const isCreated = name === 'CREATED';
    if (isCreated ? created : signedIn) return undefined;
    const [from, to] = isCreated ? [createdFrom, createdTo] : [signedInFrom, signedInTo];
    if (from && to) return `${format.calendarDay(from)} – ${format.calendarDay(to)}`;
    if (from) return t('filters.chipFrom', { day: format.calendarDay(from) });
    return to ? t('filters.chipUntil', { day: format.calendarDay(to) }) : undefined;
  }

  /** The names of what is chosen of a facet. */
  function chosenNames(facet: Facet): string[] {
    const days = daysOf(facet);
    return days ? [days] : facet.chosen(query.value).map((value) => nameOf(facet, value));
  }

  return {
    facets: computed(() => FACETS.filter(({ name }) => name !== 'SECOND_FACTOR' || mayWrite.value)),
    nameOf,
    chosenNames,
    /** The names of all that is chosen. */
    chosen: computed(() => FACETS.flatMap(chosenNames)),
    /** How many facets narrow the list. */
    count: computed(() => FACETS.filter((facet) => chosenNames(facet).length > 0).length),
  };
}
