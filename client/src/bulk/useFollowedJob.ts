import { computed, watch } from 'vue';
import { isRunning, jobOf } from './job-states';
import { useBulkJob } from './useBulkJob';

/**
 * The job of a page, by its news until it has ended.
 * @param id undefined: there is none yet
 * @param onEnd its results are complete now
 */
export function useFollowedJob(id: () => string | undefined, onEnd: () => void) {
  const job = computed(() => jobOf(id() ?? ''));
  const isUnderWay = computed(() => job.value !== undefined && isRunning(job.value));
  useBulkJob(
    () => id() ?? '',
    () => id() !== undefined && (isUnderWay.value || !job.value),
  );
  watch(isUnderWay, (isNow, wasBefore) => wasBefore && !isNow && job.value && onEnd());
  return job;
}
