import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { FormErrorFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';

/** Sends one change. `send` resolves with its answer, and with undefined where it was refused or none came. */
export function useSecurityWrite<
  Answer extends { userErrors: FormErrorFragment[] },
  Variables extends object,
>(document: TypedDocumentNode<{ write: Answer }, Variables>) {
  const { mutate, loading } = useMutation(document, { throws: 'always' });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<readonly FormErrorFragment[]>([]);

  async function send(variables: Variables): Promise<Answer | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    refusals.value = [];
    try {
      const answer = (await mutate(variables))?.data?.write;
      refusals.value = answer?.userErrors ?? [];
      return refusals.value.length > 0 ? undefined : answer;
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { send, isSending: loading, fault, refusals };
}
