import { useQuery } from '@vue/apollo-composable';
import { computed, watch } from 'vue';
import { faultOf } from '../apollo';
import type { InvitationPageFragment } from '../gql/graphql';
import { connection } from '../lib/connection';
import { InvitationsDocument } from './invitations.documents';
import { useInvitationList } from './useInvitationList';
import { useInvitationNews } from './useInvitationNews';

/** The invitations that the address asks for, newest first; more of them come on demand. */
export function useInvitations() {
  const { state, variables } = useInvitationList();
  const { result, loading, error, refetch, fetchMore } = useQuery(InvitationsDocument, variables, {
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  const list = computed<InvitationPageFragment | undefined>(() => result.value?.invitations);
  const reload = () => refetch()?.catch(() => undefined); // `fault` tells of it.

  useInvitationNews(({ id, state: now }) => {
    const isShown = list.value?.edges.some(({ node }) => node.id === id) ?? false;
    // One that is new to this list, or is in it no more.
    if (isShown !== (state.value === undefined || state.value === now)) void reload();
  });
  watch(connection.reconnects, reload);

  async function loadMore(): Promise<void> {
    const after = list.value?.pageInfo.endCursor;
    await fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult }) => ({
        ...fetchMoreResult,
        invitations: {
          ...fetchMoreResult.invitations,
          edges: [...before.invitations.edges, ...fetchMoreResult.invitations.edges],
        },
      }),
    })?.catch(() => undefined); // `fault` tells of it.
  }

  return {
    list,
    state,
    isLoading: loading,
    fault: computed(() => (error.value ? faultOf(error.value) : undefined)),
    retry: reload,
    loadMore,
  };
}
