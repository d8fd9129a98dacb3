import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { shallowRef } from 'vue';
import type { EntryFragment } from '../../gql/graphql';
import { count } from '../../lib/usage/usage-counts';
import { faultOf, type RequestFault } from '../../lib/server/request-fault';
import {
  CompleteSignInDocument,
  SetUpDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
} from '../auth.documents';
import { AcceptInvitationDocument } from '../links/links.documents';
import { useSending } from '../useSending';
import { useSession } from '../session/useSession';

/** Sends one form that signs in, and passes a successful answer to the session. */
function useEntry<Input extends object, Entry extends EntryFragment>(
  document: TypedDocumentNode<{ entry: Entry }, { input: Input }>,
  isSignIn = false,
) {
  const startedAt = performance.now();
  const session = useSession();
  const { send, isSending } = useSending(document);
  const fault = shallowRef<RequestFault>();
  const refusals = shallowRef<EntryFragment['userErrors']>([]);

  /** Resolves with the answer; with undefined where none came, or where the one before is still under way. */
  async function enter(input: Input): Promise<Entry | undefined> {
    if (isSending.value) return undefined;
    fault.value = undefined;
    try {
      let entry: Entry | undefined;
      await session.enter(async () => (entry = (await send({ input })).entry));
      refusals.value = entry?.userErrors ?? [];
      if (isSignIn && entry?.viewer) count('SIGN_IN', 'DONE', performance.now() - startedAt);
      if (isSignIn && refusals.value.length > 0) count('SIGN_IN', 'FAILED');
      return entry;
    } catch (error) {
      refusals.value = [];
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { enter, isSending, fault, refusals };
}

export const useSignIn = () => useEntry(SignInDocument, true);
export const useCompleteSignIn = () => useEntry(CompleteSignInDocument, true);
export const usePasskeyEntry = () => useEntry(SignInWithPasskeyDocument, true);
export const useSetUp = () => useEntry(SetUpDocument);
export const useAcceptInvitation = () => useEntry(AcceptInvitationDocument);
