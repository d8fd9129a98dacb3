import type { UserRowFragment } from '../../gql/graphql';

/** The state of a user by the time that is shown: an invitation expires without news of it. */
export function stateAt(
  { state, invitationExpiresAt }: Pick<UserRowFragment, 'state' | 'invitationExpiresAt'>,
  now: number,
): UserRowFragment['state'] {
  const isOver = state === 'INVITED' && invitationExpiresAt && Date.parse(invitationExpiresAt) <= now;
  return isOver ? 'INVITATION_EXPIRED' : state;
}
