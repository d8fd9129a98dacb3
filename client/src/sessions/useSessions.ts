import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { faultOf } from '../apollo';
import type { UserSessionsFragment } from '../gql/graphql';
import { OwnSessionsDocument, UserSessionsDocument } from './sessions.documents';

interface Answer {
  user?: UserSessionsFragment | null;
}

/** Where somebody is signed in, as it is when the page is opened and after each write from it. */
function useSessions<Variables extends Record<string, string>>(
  document: TypedDocumentNode<Answer, Variables>,
  variables: () => Variables,
) {
  const { result, loading, error, refetch } = useQuery(document, variables, {
    // Others are added and used elsewhere: what an earlier visit saw is shown only until the answer comes.
    fetchPolicy: 'cache-and-network',
  });

  return {
    list: computed(() => result.value?.user?.sessions),
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: () => refetch()?.catch(() => undefined), // `fault` tells of it.
  };
}

export const useOwnSessions = () => useSessions(OwnSessionsDocument, () => ({}));
export const useUserSessions = (id: () => string) => useSessions(UserSessionsDocument, () => ({ id: id() }));
