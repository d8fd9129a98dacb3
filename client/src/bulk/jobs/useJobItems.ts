import { computed, ref, watch } from 'vue';
import type { BulkItemOutcome } from '../../gql/graphql';
import { useConnection } from '../../lib/useConnection';
import { BulkJobDocument } from '../bulk.documents';
import { isRunning, jobOf, rememberJob } from '../job-states';
import { useBulkJob } from '../useBulkJob';

/**
 * A job and its results, those of one outcome or all.
 * @param outcome undefined: all
 */
export function useJobItems(id: () => string, outcome: () => BulkItemOutcome | undefined) {
  /** Whether the viewer may see no job with this id. */
  const isGone = ref(false);
  const connection = useConnection({
    kind: 'bulk items',
    document: BulkJobDocument,
    variables: () => ({ id: id(), first: 50, outcome: outcome() }),
    connectionIn: ({ bulkJob }) => {
      isGone.value = !bulkJob;
      if (bulkJob) rememberJob(bulkJob);
      return bulkJob?.items;
    },
  });
  const job = computed(() => jobOf(id()));
  const isUnderWay = computed(() => job.value !== undefined && isRunning(job.value));
  useBulkJob(id, () => isUnderWay.value);
  // Its results are complete now.
  watch(isUnderWay, (isNow, wasBefore) => wasBefore && !isNow && connection.reload());

  return { ...connection, job, isGone, isUnderWay };
}

export type JobItem = NonNullable<ReturnType<typeof useJobItems>['list']['value']>['nodes'][number];
