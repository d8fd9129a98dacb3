import { useMutation, useQuery } from '@vue/apollo-composable';
import { computed, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import { useSession } from '../auth/session/useSession';
import type { RequestFault } from '../lib/server/request-fault';
import { SetOwnUsageDocument, UsageSettingsDocument } from './usage.documents';

/** The switch of one's own, which the account keeps. */
export function useOwnUsage() {
  const session = useSession();
  const { result, loading, error, refetch } = useQuery(
    UsageSettingsDocument,
    {},
    { fetchPolicy: 'network-only' },
  );
  const writing = useMutation(SetOwnUsageDocument, {
    throws: 'always',
    update: (cache, { data }) => {
      if (!data) return;
      cache.writeQuery({ query: UsageSettingsDocument, data: { usageSettings: data.write.settings } });
    },
  });
  const writeFault = shallowRef<RequestFault>();

  async function turn(isCounted: boolean): Promise<void> {
    writeFault.value = undefined;
    try {
      const settings = (await writing.mutate({ isCounted }))?.data?.write.settings;
      const viewer = session.viewer.value;
      // From now on nothing is counted, and what waits is not sent.
      if (settings && viewer)
        session.update({ ...viewer, isUsageCounted: settings.directory && settings.viewer });
    } catch (error) {
      writeFault.value = faultOf(error);
    }
  }

  return {
    settings: computed(() => result.value?.usageSettings),
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    isLoading: loading,
    retry: () => void refetch(),
    turn,
    isTurning: writing.loading,
    writeFault,
  };
}
