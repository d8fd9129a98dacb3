import { computed } from 'vue';
import { useViewer } from '../../auth/session/useSession';
import { unwatchJob, watchedJobs } from './watched-jobs';

/** The jobs of the viewer that have a card in this tab. */
export function useWatchedJobs() {
  const { viewer } = useViewer();
  return {
    ids: computed(() => watchedJobs(viewer.value?.id)),
    close: (id: string) => viewer.value && unwatchJob(viewer.value.id, id),
  };
}
