import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useMutation } from '@vue/apollo-composable';
import { computed, shallowRef } from 'vue';
import { faultOf } from '../apollo';
import type {
  FormErrorFragment,
  InvitationPageFragment,
  InvitationPartsFragment,
  InvitationWhere,
} from '../gql/graphql';
import type { RequestFault } from '../lib/server/request-fault';
import { connectionKey, rowsIn } from '../lib/server/useConnection';
import { useQueryChoice } from '../lib/useQueryChoice';
import { listOf, STATES } from './invitation-filter';
import { CancelInvitationDocument, InviteUserDocument } from './invitations.documents';
import { useInvitationLists } from './useInvitations';

interface Answer {
  invitation: InvitationPartsFragment | null;
  invitations: InvitationPageFragment;
  userErrors: FormErrorFragment[];
}

/** The server's own limit. */
const MAX_ROWS = 100;

/** Sends a write of an invitation, and brings the list of its answer on screen: one request, and no other after it. */
function useInvitationWrite<A extends Answer>(
  document: TypedDocumentNode<{ write: A }, { id: string; first: number; where?: InvitationWhere | null }>,
) {
  const state = useQueryChoice('state', STATES);
  const lists = useInvitationLists();
  const { mutate, loading } = useMutation(document, { throws: 'always' });
  const fault = shallowRef<RequestFault>();

  /** @param id the user's, or the invitation's. Resolves with undefined where no answer came; `fault` says why. */
  async function send(id: string): Promise<A | undefined> {
    if (loading.value) return undefined;
    fault.value = undefined;
    const list = listOf(state.value);
    const key = connectionKey(list);
    const loaded = lists.get(key).rows?.edges.length ?? 0;
    try {
      const first = Math.max(list.first, Math.min(loaded, MAX_ROWS));
      const write = (await mutate({ id, first, where: list.where }))?.data?.write;
      if (write?.invitation) lists.dispatchToAll({ type: 'rowChanged', row: write.invitation });
      if (write) lists.dispatch(key, { type: 'firstPageRead', page: rowsIn(write.invitations) });
      return write;
    } catch (error) {
      fault.value = faultOf(error);
      return undefined;
    }
  }

  return { send, loading, fault };
}

/** What can be done with invitations. */
export function useInvitationWrites() {
  const inviting = useInvitationWrite(InviteUserDocument);
  const cancelling = useInvitationWrite(CancelInvitationDocument);
  return {
    /** A first one, or another link; the one before is void. */
    invite: inviting.send,
    cancel: cancelling.send,
    isSending: computed(() => inviting.loading.value || cancelling.loading.value),
    fault: computed(() => inviting.fault.value ?? cancelling.fault.value),
  };
}
