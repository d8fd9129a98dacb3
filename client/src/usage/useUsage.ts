import { useApolloClient, useMutation } from '@vue/apollo-composable';
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultOf } from '../apollo';
import { useSession } from '../auth/session/useSession';
import type { UsageFeature, UsageOutcome, UsageQuery } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { ALL_COUNTED } from './counted';
import { SetDirectoryUsageDocument, UsageDocument } from './usage.documents';

type Counter = UsageQuery['usage']['counters'][number];

/** The counters, read each time that the page is opened, and the switch of the directory. */
export function useUsage() {
  const { resolveClient } = useApolloClient();
  const session = useSession();
  const usage = shallowRef<UsageQuery['usage']>();
  const fault = shallowRef<RequestFault>();
  const isLoading = ref(false);
  const writing = useMutation(SetDirectoryUsageDocument, { throws: 'always' });
  const writeFault = shallowRef<RequestFault>();

  async function load(): Promise<void> {
    isLoading.value = true;
    fault.value = undefined;
    try {
      const { data } = await resolveClient().query({ query: UsageDocument, fetchPolicy: 'no-cache' });
      usage.value = data.usage;
    } catch (error) {
      fault.value = faultOf(error);
    }
    isLoading.value = false;
  }

  async function turn(isCounted: boolean): Promise<void> {
    writeFault.value = undefined;
    try {
      const settings = (await writing.mutate({ isCounted }))?.data?.write.settings;
      if (!settings || !usage.value) return;
      usage.value = { ...usage.value, isOn: settings.directory };
      const viewer = session.viewer.value;
      if (viewer) session.update({ ...viewer, isUsageCounted: settings.directory && settings.viewer });
    } catch (error) {
      writeFault.value = faultOf(error);
    }
  }

  void load();
  return { usage, fault, isLoading, retry: load, turn, isTurning: writing.loading, writeFault };
}

/** What the charts and the table of the page show. */
export function useUsageFigures(usage: () => UsageQuery['usage'] | undefined) {
  const { t } = useI18n();
  const counters = computed(() => usage()?.counters ?? []);
  const find = (feature: UsageFeature, outcome: UsageOutcome) =>
    counters.value.find((each) => each.feature === feature && each.outcome === outcome);
  const days = computed(() => usage()?.days ?? []);
  const sumByDay = (chosen: readonly (Counter | undefined)[]) =>
    days.value.map((_, index) => chosen.reduce((sum, each) => sum + (each?.counts[index] ?? 0), 0));
  const series = (label: string, shape: 'bar' | 'line', ...chosen: (Counter | undefined)[]) => ({
    label,
    shape,
    values: sumByDay(chosen),
  });

  const dayCharts = computed(() => [
    {
      title: t('usagePage.all'),
      series: [series(t('usagePage.uses'), 'bar', ...counters.value)],
    },
    {
      title: t('usagePage.searches'),
      series: [
        series(t('usagePage.found'), 'bar', find('SEARCH', 'DONE')),
        series(t('usagePage.empty'), 'line', find('SEARCH', 'EMPTY')),
      ],
    },
    {
      title: t('usagePage.signIns'),
      series: [
        series(t('usageOutcome.DONE'), 'bar', find('SIGN_IN', 'DONE')),
        series(t('usageOutcome.FAILED'), 'line', find('SIGN_IN', 'FAILED')),
      ],
    },
  ]);

  const ranked = (outcomes: readonly UsageOutcome[]) =>
    ALL_COUNTED.map(({ feature }) => ({
      key: feature,
      name: t(`usageFeature.${feature}`),
      count: outcomes.reduce((sum, outcome) => sum + (find(feature, outcome)?.total ?? 0), 0),
    }))
      .filter((row) => row.count > 0)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, TOP);

  const valueCharts = computed(() => [
    { title: t('usagePage.used'), rows: ranked(['OPENED', 'DONE']) },
    { title: t('usagePage.stopped'), rows: ranked(['STOPPED', 'FAILED', 'EMPTY']) },
  ]);

  const table = computed(() =>
    ALL_COUNTED.flatMap(({ feature, outcomes }) =>
      outcomes.map((outcome) => {
        const { total = 0, medianMs, mostMs } = find(feature, outcome) ?? {};
        return { feature, outcome, total, medianMs, mostMs };
      }),
    ),
  );

  return { days, dayCharts, valueCharts, table };
}

/** The rows of a ranking. */
const TOP = 8;
