import { useApolloClient } from '@vue/apollo-composable';
import { ref, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import { usePermissionsChange } from '../auth/session/useSession';
import type { HomeQuery } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { HomeDocument } from './home.documents';

/** The directory at a glance, read each time that the page is opened: figures of an earlier visit would be wrong. */
export function useHome() {
  const { resolveClient } = useApolloClient();
  const home = shallowRef<HomeQuery['home']>();
  const fault = shallowRef<RequestFault>();
  const isLoading = ref(false);
  let latest = 0;

  async function load(): Promise<void> {
    const turn = (latest += 1);
    isLoading.value = true;
    try {
      const { data } = await resolveClient().query({ query: HomeDocument, fetchPolicy: 'no-cache' });
      if (turn !== latest) return;
      home.value = data.home;
      fault.value = undefined;
    } catch (error) {
      if (turn === latest) fault.value = faultOf(error);
    }
    if (turn === latest) isLoading.value = false;
  }

  void load();
  usePermissionsChange(() => void load());

  return { home, fault, isLoading, retry: load };
}
