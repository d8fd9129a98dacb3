import { useMutation, useQuery } from '@vue/apollo-composable';
import { computed, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import { useSession } from '../auth/session/useSession';
import type { FormErrorFragment, UpdateViewerInput } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { OwnProfileDocument, UpdateViewerDocument } from './account.documents';

/** Reads and changes the viewer's own profile, by one request each. */
export function useProfile() {
  const session = useSession();
  const { result, loading, error, refetch } = useQuery(OwnProfileDocument);
  const { mutate, loading: isSending } = useMutation(UpdateViewerDocument, { throws: 'always' });
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);
  const notSaved = shallowRef<RequestFault>();

  /** Resolves with whether it was saved. The name in the frame and the language on screen follow. */
  async function save(input: UpdateViewerInput): Promise<boolean> {
    if (isSending.value) return false;
    notSaved.value = undefined;
    refusals.value = [];
    try {
      const answer = (await mutate({ input }))?.data?.updateViewer;
      refusals.value = answer?.userErrors ?? [];
      if (!answer?.viewer || refusals.value.length > 0) return false;
      session.update(answer.viewer);
      return true;
    } catch (error) {
      notSaved.value = faultOf(error);
      return false;
    }
  }

  return {
    profile: computed(() => result.value?.viewer ?? undefined),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
    save,
    isSending,
    refusals,
    notSaved,
  };
}
