import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { computed, type Ref } from 'vue';
import { useRoute } from 'vue-router';
import { EmailChangeHolderDocument, InvitationHolderDocument, ResetHolderDocument } from './links.documents';
import { useLookUp } from '../useLookUp';
import type { RequestFault } from '../../lib/server/request-fault';

/** The user of a link. */
export interface LinkHolder {
  email: string;
  displayName: string;
}

/** What the page of a link shows. */
export interface LinkSource<Holder extends LinkHolder> {
  /** undefined: not there yet; null: the link cannot be used. */
  readonly holder: Readonly<Ref<Holder | null | undefined>>;
  readonly isLoading: Readonly<Ref<boolean>>;
  readonly fault: Readonly<Ref<RequestFault | undefined>>;
  readonly retry: () => unknown;
}

/** The user of the link in the address, by the secret in its fragment, which browsers do not send. */
function useLinkHolder<Holder extends LinkHolder>(
  document: TypedDocumentNode<{ holder: Holder | null }, { token: string }>,
) {
  const route = useRoute();
  const token = computed(() => route.hash.slice(1));
  const { data, ...lookUp } = useLookUp(document, () =>
    token.value === '' ? undefined : { token: token.value },
  );

  return {
    token,
    holder: computed(() => (token.value === '' ? null : data.value?.holder)),
    ...lookUp,
  };
}

export const useInvitationHolder = () => useLinkHolder(InvitationHolderDocument);
export const useResetHolder = () => useLinkHolder(ResetHolderDocument);
export const useEmailChangeHolder = () => useLinkHolder(EmailChangeHolderDocument);
