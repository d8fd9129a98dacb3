import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation, useQuery } from '@vue/apollo-composable';
import { computed, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { EntryFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/request-fault';
import {
  ConfirmEmailDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SendsMailDocument,
} from './links.documents';
import { ANONYMOUS } from './session.link';

type Refusals = EntryFragment['userErrors'];

/** Sends what a link is for, which nobody need be signed in for. */
function useStep<Input extends object, Answer extends { userErrors: Refusals }>(
  document: TypedDocumentNode<{ answer: Answer }, { input: Input }>,
) {
  const { mutate, loading } = useMutation(document, {
    fetchPolicy: 'no-cache',
    throws: 'always',
    context: ANONYMOUS,
  });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<Refusals>([]);

  /** Resolves with the answer where it was done. */
  async function send(input: Input): Promise<Answer | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    try {
      const answer = (await mutate({ input }))?.data?.answer;
      refusals.value = answer?.userErrors ?? [];
      return refusals.value.length === 0 ? answer : undefined;
    } catch (error) {
      refusals.value = [];
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { send, isSending: loading, fault, refusals };
}

export const useRequestReset = () => useStep(RequestPasswordResetDocument);
export const useResetPassword = () => useStep(ResetPasswordDocument);
export const useConfirmEmail = () => useStep(ConfirmEmailDocument);

/** Whether the server sends mail; undefined until it has said so. */
export function useSendsMail() {
  const { result, loading, error, refetch } = useQuery(SendsMailDocument, {}, { context: ANONYMOUS });
  return {
    sendsMail: computed(() => result.value?.sendsMail),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}
