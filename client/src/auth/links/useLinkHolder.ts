import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { EmailChangeHolderDocument, InvitationHolderDocument, ResetHolderDocument } from './links.documents';
import { useLookUp } from '../useLookUp';

/** The user of the link in the address, by the secret in its fragment, which browsers do not send. */
function useLinkHolder<Holder extends object>(
  document: TypedDocumentNode<{ holder: Holder | null }, { token: string }>,
) {
  const route = useRoute();
  const token = computed(() => route.hash.slice(1));
  const { data, ...lookUp } = useLookUp(document, () =>
    token.value === '' ? undefined : { token: token.value },
  );

  return {
    token,
    /** null: the link can't be used. */
    holder: computed(() => (token.value === '' ? null : data.value?.holder)),
    ...lookUp,
  };
}

export const useInvitationHolder = () => useLinkHolder(InvitationHolderDocument);
export const useResetHolder = () => useLinkHolder(ResetHolderDocument);
export const useEmailChangeHolder = () => useLinkHolder(EmailChangeHolderDocument);
