import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { computed, shallowRef } from 'vue';
import type { EntryFragment } from '../../gql/graphql';
import { faultOf, type RequestFault } from '../../lib/server/request-fault';
import {
  ConfirmEmailDocument,
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  SendsMailDocument,
} from './links.documents';
import { useLookUp } from '../useLookUp';
import { useSending } from '../useSending';
import { useSession } from '../session/useSession';

type Refusals = EntryFragment['userErrors'];

/** Sends the mutation of a link, without a session. */
function useStep<Input extends object, Answer extends { userErrors: Refusals }>(
  document: TypedDocumentNode<{ answer: Answer }, { input: Input }>,
) {
  const { send: ask, isSending } = useSending(document);
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<Refusals>([]);

  /** Resolves with the answer where it was done. */
  async function send(input: Input): Promise<Answer | undefined> {
    if (isSending.value) return undefined;
    fault.value = undefined;
    try {
      const answer = (await ask({ input })).answer;
      refusals.value = answer.userErrors;
      return refusals.value.length === 0 ? answer : undefined;
    } catch (error) {
      refusals.value = [];
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { send, isSending, fault, refusals };
}

export const useRequestReset = () => useStep(RequestPasswordResetDocument);
export const useResetPassword = () => useStep(ResetPasswordDocument);
export const useConfirmEmail = () => useStep(ConfirmEmailDocument);

/** Whether the server sends mail; undefined until it is known. It is asked only where the session’s renewal was not answered. */
export function useSendsMail() {
  const { status } = useSession();
  const { data, ...lookUp } = useLookUp(SendsMailDocument, () => (status.value ? undefined : {}));
  return { sendsMail: computed(() => status.value?.sendsMail ?? data.value?.sendsMail), ...lookUp };
}
