import { useSubscription } from '@vue/apollo-composable';
import type { InvitationPartsFragment } from '../gql/graphql';
import { InvitationChangedDocument } from './invitations.documents';

/**
 * Keeps invitations on screen up to date; the cache has the news by the time that `onInvitation` is called.
 * @param onMany a bulk job changed many users, perhaps their invitations
 */
export function useInvitationNews(
  onInvitation: (invitation: InvitationPartsFragment) => void = () => undefined,
  onMany: () => void = () => undefined,
): void {
  const { onResult } = useSubscription(InvitationChangedDocument, {}, { errorPolicy: 'all' });
  onResult(({ data }) => {
    if (data?.userChanged.kind === 'MANY') return onMany();
    const invitation = data?.userChanged.user?.invitation;
    if (invitation) onInvitation(invitation);
  });
}
