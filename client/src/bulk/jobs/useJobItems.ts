import { ref } from 'vue';
import type { BulkItemOutcome, BulkJobQuery } from '../../gql/graphql';
import { useConnection } from '../../lib/server/useConnection';
import { BulkJobDocument } from '../bulk.documents';
import { isRunning, jobOf, rememberJob } from '../job-states';
import { useFollowedJob } from '../useFollowedJob';

/**
 * A job and its results, those of one outcome or all.
 * @param outcome undefined: all
 */
export function useJobItems(id: () => string, outcome: () => BulkItemOutcome | undefined) {
  /** Whether the viewer may see no job with this id. */
  const isGone = ref(false);
  /** The ended job whose first results were read after its end. */
  let readAfterEnd: string | undefined;
  const connection = useConnection({
    kind: 'bulk items',
    document: BulkJobDocument,
    variables: () => ({ id: id(), first: 50, outcome: outcome() }),
    connectionIn: ({ bulkJob }) => {
      isGone.value = !bulkJob;
      if (bulkJob) rememberJob(bulkJob);
      // A further page says nothing of the first one, which may be from before the end.
      if (bulkJob && !isRunning(bulkJob) && !connection.isLoadingMore.value) readAfterEnd = bulkJob.id;
      return bulkJob && { ...bulkJob.items, edges: bulkJob.items.edges.map(keyed) };
    },
  });
  // The query answers with the job first.
  const known = () => (jobOf(id()) ? id() : undefined);
  const job = useFollowedJob(known, () => {
    if (readAfterEnd !== id()) connection.reload();
  });

  return { ...connection, job, isGone };
}

type Edge = NonNullable<BulkJobQuery['bulkJob']>['items']['edges'][number];

/** A refused row of an import is about nobody, so the number is the key. */
const keyed = ({ cursor, node }: Edge) => ({ cursor, node: { ...node, id: String(node.number) } });

export type JobItem = NonNullable<ReturnType<typeof useJobItems>['list']['value']>['nodes'][number];
