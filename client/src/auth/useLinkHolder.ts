import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { faultOf } from '../apollo';
import { EmailChangeHolderDocument, InvitationHolderDocument, ResetHolderDocument } from './links.documents';
import { ANONYMOUS } from './session.link';

/** Whom the link in the address is for, by the secret behind its #, which browsers send to nobody. */
function useLinkHolder<Holder extends object>(
  document: TypedDocumentNode<{ holder: Holder | null }, { token: string }>,
) {
  const route = useRoute();
  const token = computed(() => route.hash.slice(1));
  const { result, loading, error, refetch } = useQuery(
    document,
    () => ({ token: token.value }),
    () => ({
      enabled: token.value !== '',
      context: ANONYMOUS,
      // A link that was good a moment ago may be used by now.
      fetchPolicy: 'no-cache' as const,
    }),
  );

  return {
    token,
    /** null: the link can't be used. */
    holder: computed(() => (token.value === '' ? null : result.value?.holder)),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}

export const useInvitationHolder = () => useLinkHolder(InvitationHolderDocument);
export const useResetHolder = () => useLinkHolder(ResetHolderDocument);
export const useEmailChangeHolder = () => useLinkHolder(EmailChangeHolderDocument);
