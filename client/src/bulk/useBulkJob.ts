import { useSubscription } from '@vue/apollo-composable';
import { computed, ref } from 'vue';
import { timeZone } from '../lib/language/time-zone';
import { useSideLists } from '../views/side-bar/useSideLists';
import { BulkJobChangedDocument } from './bulk.documents';
import { jobOf, rememberJob } from './job-states';

/**
 * A job as it moves on. The subscription answers with the present state first, so nothing is asked for. The news of its end has
 * the counts of the side bar.
 * @param isLive whether to listen
 */
export function useBulkJob(id: () => string, isLive: () => boolean = () => true) {
  /** Whether the server has none with this id that the viewer may see. */
  const isGone = ref(false);
  const side = useSideLists();
  // By their values: the subscription begins again with each other variable or option.
  const of = computed(id);
  const isOn = computed(isLive);
  const { onResult } = useSubscription(
    BulkJobChangedDocument,
    () => ({ id: of.value, timeZone: timeZone.value }),
    () => ({ enabled: isOn.value, fetchPolicy: 'no-cache' as const, errorPolicy: 'all' as const }),
  );
  onResult(({ data }) => {
    if (!data) return;
    if (!data.bulkJobChanged) return void (isGone.value = true);
    const { lists, ...job } = data.bulkJobChanged;
    rememberJob(job);
    if (lists) side.receive(lists);
  });
  return { job: computed(() => jobOf(of.value)), isGone };
}
