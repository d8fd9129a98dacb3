import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef, watch } from 'vue';
import { useAsk } from '../lib/server/ask-server';
import { faultOf, type RequestFault } from '../lib/server/request-fault';

/**
 * Reads without a session, again whenever the variables change. Nothing is kept between visits: a link
 * that was valid a moment ago may be used by now.
 * @param variables undefined where there is nothing to ask
 */
export function useLookUp<Data, Variables extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables | undefined,
) {
  const ask = useAsk();
  const data = shallowRef<Data>();
  const isLoading = shallowRef(false);
  const fault = shallowRef<RequestFault>();
  let latest: Promise<Data> | undefined;

  async function load(): Promise<void> {
    const asked = variables();
    isLoading.value = asked !== undefined;
    latest = undefined;
    if (!asked) return;
    const answer = (latest = ask(document, asked));
    try {
      const given = await answer;
      if (answer !== latest) return;
      data.value = given;
      fault.value = undefined;
    } catch (error) {
      if (answer === latest) fault.value = faultOf(error);
    }
    if (answer === latest) isLoading.value = false;
  }

  watch(
    () => JSON.stringify(variables() ?? null),
    () => {
      data.value = fault.value = undefined;
      void load();
    },
    { immediate: true },
  );
  // What went wrong stays on screen until another try has ended.
  return { data, isLoading, fault, retry: load };
}
