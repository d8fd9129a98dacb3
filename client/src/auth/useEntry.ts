import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { EntryFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/request-fault';
import { SetUpDocument, SignInDocument } from './auth.documents';
import { AcceptInvitationDocument } from './links.documents';
import { ANONYMOUS } from './session.link';
import { useSession } from './useSession';

/** One way in: sends what the form holds; the session learns of it where it was right. */
function useEntry<Input extends object>(
  document: TypedDocumentNode<{ entry: EntryFragment }, { input: Input }>,
) {
  const session = useSession();
  const { mutate, loading } = useMutation(document, {
    fetchPolicy: 'no-cache',
    throws: 'always',
    context: ANONYMOUS,
  });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<EntryFragment['userErrors']>([]);

  async function enter(input: Input): Promise<void> {
    if (loading.value) return;
    fault.value = undefined;
    try {
      const entry = await session.enter(async () => (await mutate({ input }))?.data?.entry);
      refusals.value = entry?.userErrors ?? [];
    } catch (error) {
      refusals.value = [];
      fault.value = faultOf(error);
    }
  }

  return { enter, isSending: loading, fault, refusals };
}

export const useSignIn = () => useEntry(SignInDocument);
export const useSetUp = () => useEntry(SetUpDocument);
export const useAcceptInvitation = () => useEntry(AcceptInvitationDocument);
