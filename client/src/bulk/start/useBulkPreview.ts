import { useApolloClient } from '@vue/apollo-composable';
import { onScopeDispose, shallowRef } from 'vue';
import { faultOf } from '../../apollo';
import type { BulkPreviewQuery, StartBulkJobInput } from '../../gql/graphql';
import type { RequestFault } from '../../lib/server/request-fault';
import { BulkPreviewDocument } from '../bulk.documents';

export type BulkPreview = BulkPreviewQuery['bulkPreview'];

/** The preview of a job, read once for each choice. */
export function useBulkPreview() {
  const { resolveClient } = useApolloClient();
  const preview = shallowRef<BulkPreview>();
  const fault = shallowRef<RequestFault>();
  const isLoading = shallowRef(false);
  let last = 0;
  onScopeDispose(() => (last += 1));

  async function ask(input: StartBulkJobInput): Promise<void> {
    last += 1;
    const own = last;
    isLoading.value = true;
    fault.value = undefined;
    preview.value = undefined;
    try {
      const options = {
        query: BulkPreviewDocument,
        variables: { input },
        fetchPolicy: 'no-cache' as const,
      };
      const { data } = await resolveClient().query(options);
      if (own === last) preview.value = data.bulkPreview;
    } catch (error) {
      if (own === last) fault.value = faultOf(error);
    } finally {
      if (own === last) isLoading.value = false;
    }
  }

  return { preview, fault, isLoading, ask };
}
