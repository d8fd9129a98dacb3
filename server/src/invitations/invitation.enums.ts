import { registerEnum } from '../scalars/register-enum.js';

/** Where an invitation stands. */
export enum InvitationState {
  PENDING = 'PENDING',
  EXPIRED = 'EXPIRED',
  ACCEPTED = 'ACCEPTED',
  CANCELLED = 'CANCELLED',
}

registerEnum(InvitationState, 'InvitationState', 'Where an invitation stands.', {
  PENDING: 'Its link can be used.',
  EXPIRED: 'Its link was not used in time; inviting again gives another.',
  ACCEPTED: 'Its link was used: the user has set a password.',
  CANCELLED: 'Its link is void: withdrawn, or the user’s address or status was changed.',
});

/** How a link reaches its recipient. */
export enum LinkDelivery {
  LINK = 'LINK',
  SENDING = 'SENDING',
  SENT = 'SENT',
  FAILED = 'FAILED',
}

registerEnum(LinkDelivery, 'LinkDelivery', 'How a link reaches its user.', {
  LINK: 'There is no mail server: the link was shown, once, to who asked for it.',
  SENDING: 'On its way to the mail server.',
  SENT: 'The mail server took it.',
  FAILED: 'The mail server did not take it, or was not there. Try again.',
});
