import { computed, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { HomeQuery } from '../gql/graphql';
import { useRoleName } from '../roles/useRoleName';
import type { DaySeries } from './charts/day-series';
import { addedOn, auditOn, usersIn } from './home-links';

type Home = HomeQuery['home'];

/** What the charts of the page show. */
export function useHomeCharts(home: Ref<Home | undefined>) {
  const { t, locale } = useI18n();
  const roleName = useRoleName();
  const present = computed(() => home.value?.days ?? []);

  const series = (
    name: 'added' | 'active' | 'signIns' | 'failures',
    shape: DaySeries['shape'],
    linkOf: DaySeries['linkOf'],
  ): DaySeries => ({
    label: t(`home.series.${name}`),
    shape,
    values: present.value.map((day) => day[name] ?? 0),
    linkOf,
  });
  const signedInOn = (day: string) => auditOn(day, 'SIGNED_IN');
  const failedOn = (day: string) => auditOn(day, 'SIGN_IN_FAILED');

  /** Null where the viewer may not see the audit trail. */
  const seesSignIns = computed(() => present.value.some(({ signIns }) => signIns !== null));
  const note = computed(() =>
    present.value.some(({ isCapped }) => isCapped) ? t('home.capped') : undefined,
  );
  const dayCharts = computed(() => [
    { title: t('home.added'), series: [series('added', 'bar', addedOn)] },
    ...(seesSignIns.value
      ? [
          { title: t('home.activeByDay'), series: [series('active', 'bar', signedInOn)], note: note.value },
          {
            title: t('home.signIns'),
            series: [series('signIns', 'bar', signedInOn), series('failures', 'line', failedOn)],
            note: note.value,
          },
        ]
      : []),
  ]);

  const valueCharts = computed(() => {
    if (!home.value) return [];
    const { departments, roles, languages } = home.value;
    const languageNames = new Intl.DisplayNames(locale.value, { type: 'language' });
    return [
      {
        title: t('home.departments'),
        kind: t('home.department'),
        others: departments.others,
        rows: departments.top.map(({ value, label, count }) => ({
          key: value,
          name: label ?? value,
          count,
          to: usersIn({ department: label ?? value }),
        })),
      },
      {
        title: t('home.roles'),
        kind: t('home.role'),
        others: roles.others,
        rows: roles.top.map(({ value, label, count }) => ({
          key: value,
          name: roleName(label ?? value),
          count,
          to: usersIn({ role: value }),
        })),
      },
      {
        title: t('home.languages'),
        kind: t('home.language'),
        others: languages.others,
        // The list has no filter by language.
        rows: languages.top.map(({ value, count }) => ({
          key: value,
          name: languageNames.of(value) ?? value,
          count,
        })),
      },
    ];
  });

  return { days: computed(() => present.value.map(({ day }) => day)), dayCharts, valueCharts };
}
