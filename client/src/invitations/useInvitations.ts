import { watch } from 'vue';
import type { InvitationPartsFragment } from '../gql/graphql';
import { connection } from '../lib/server/connection';
import { useGatheredReload } from '../lib/live-list/useGatheredReload';
import { useLists } from '../lib/live-list/useLists';
import { useConnection } from '../lib/server/useConnection';
import { useQueryChoice } from '../lib/useQueryChoice';
import { listOf, STATES } from './invitation-filter';
import { InvitationsDocument } from './invitations.documents';
import { useInvitationNews } from './useInvitationNews';

const KIND = 'invitations';

export const useInvitationLists = () => useLists<InvitationPartsFragment>(KIND);

/** The invitations that the address asks for, newest first; more of them come on demand. */
export function useInvitations() {
  const state = useQueryChoice('state', STATES);
  const lists = useInvitationLists();
  const invitations = useConnection({
    kind: KIND,
    document: InvitationsDocument,
    variables: () => listOf(state.value),
    connectionIn: (data) => data.invitations,
  });
  const { list, reload } = invitations;

  const followOne = (invitation: InvitationPartsFragment) => {
    lists.dispatchToAll({ type: 'rowChanged', row: invitation });
    const isShown = list.value?.nodes.some(({ id }) => id === invitation.id) ?? false;
    // It is new to this list, or no longer in it.
    if (isShown !== (state.value === undefined || state.value === invitation.state)) reload();
  };
  useInvitationNews(followOne, useGatheredReload(reload));
  watch(connection.reconnects, reload);

  return { ...invitations, state };
}
