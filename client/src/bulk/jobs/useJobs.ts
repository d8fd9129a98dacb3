import { computed } from 'vue';
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
  return {
    ...others,
    list,
    jobs: computed(() =>
      list.value?.nodes.map((job) => {
        const heard = jobOf(job.id);
        return heard && heard.position >= job.position ? heard : job;
      }),
    ),
  };
}
