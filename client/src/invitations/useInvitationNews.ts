import { useSubscription } from '@vue/apollo-composable';
import type { InvitationPartsFragment } from '../gql/graphql';
import { InvitationChangedDocument } from './invitations.documents';

/** Keeps invitations on screen up to date; the cache has the news by the time that `heard` is called. */
export function useInvitationNews(
  onInvitation: (invitation: InvitationPartsFragment) => void = () => undefined,
): void {
  const { onResult } = useSubscription(InvitationChangedDocument, {}, { errorPolicy: 'all' });
  onResult(({ data }) => {
    const invitation = data?.userChanged.user.invitation;
    if (invitation) onInvitation(invitation);
  });
}
