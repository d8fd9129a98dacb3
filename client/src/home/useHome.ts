import { useApolloClient } from '@vue/apollo-composable';
import { ref, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import { usePermissionsChange, useSession } from '../auth/session/useSession';
import type { HomeQuery } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { takeFirstAnswer } from '../lib/server/first-answer';
import { HomeDocument } from './home.documents';

/** The directory at a glance, read each time that the page is opened: figures of an earlier visit would be wrong. */
export function useHome() {
  const { resolveClient } = useApolloClient();
  const { viewer } = useSession();
  const home = shallowRef<HomeQuery['home']>();
  const fault = shallowRef<RequestFault>();
  const isLoading = ref(false);
  let latest = 0;

  const ask = () => resolveClient().query({ query: HomeDocument, fetchPolicy: 'no-cache' });

  async function load(): Promise<void> {
    const turn = (latest += 1);
    isLoading.value = true;
    try {
      const begun = takeFirstAnswer(HomeDocument, {}, viewer.value?.id);
      const { data } = (begun && (await begun)) ?? (await ask());
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
