import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type { EntryFragment } from '../gql/graphql';
import type { RequestFault } from '../lib/request-fault';
import {
  CompleteSignInDocument,
  SetUpDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
} from './auth.documents';
import { AcceptInvitationDocument } from './links.documents';
import { ANONYMOUS } from './session.link';
import { useSession } from './useSession';

/** One way in: sends what the form holds; the session learns of it where it was right. */
function useEntry<Input extends object, Entry extends EntryFragment>(
  document: TypedDocumentNode<{ entry: Entry }, { input: Input }>,
) {
  const session = useSession();
  const { mutate, loading } = useMutation(document, {
    fetchPolicy: 'no-cache',
    throws: 'always',
    context: ANONYMOUS,
  });
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<EntryFragment['userErrors']>([]);

  /** Resolves with the answer; with undefined where none came, or where the one before is still under way. */
  async function enter(input: Input): Promise<Entry | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    try {
      let entry: Entry | undefined;
      await session.enter(async () => (entry = (await mutate({ input }))?.data?.entry));
      refusals.value = entry?.userErrors ?? [];
      return entry;
    } catch (error) {
      refusals.value = [];
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { enter, isSending: loading, fault, refusals };
}

export const useSignIn = () => useEntry(SignInDocument);
export const useCompleteSignIn = () => useEntry(CompleteSignInDocument);
export const usePasskeyEntry = () => useEntry(SignInWithPasskeyDocument);
export const useSetUp = () => useEntry(SetUpDocument);
export const useAcceptInvitation = () => useEntry(AcceptInvitationDocument);
