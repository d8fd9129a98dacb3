import { computed } from 'vue';
import type { BulkJobPartsFragment as BulkJob } from '../../gql/graphql';
import { useConnection } from '../../lib/server/useConnection';
import { BulkJobsDocument } from '../bulk.documents';
import { jobOf } from '../job-states';

/** Jobs, newest first, each in its newest known state. */
export function useJobs() {
  const { list, ...others } = useConnection({
    kind: 'bulk jobs',
    document: BulkJobsDocument,
    variables: () => ({ first: 30 }),
    connectionIn: ({ bulkJobs }) => bulkJobs,
  });
  const newest = (job: BulkJob) => {
    const known = jobOf(job.id);
    return known && known.position >= job.position ? known : job;
  };
  return {
    ...others,
    list: computed(() => list.value && { ...list.value, nodes: list.value.nodes.map(newest) }),
  };
}
