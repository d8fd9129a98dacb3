import { registerEnumType } from 'type-graphql';

/** The state of an invitation. */
export enum InvitationState {
  PENDING = 'PENDING',
  EXPIRED = 'EXPIRED',
  ACCEPTED = 'ACCEPTED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(InvitationState, {
  name: 'InvitationState',
  description: 'Where an invitation stands.',
  valuesConfig: {
    PENDING: { description: 'Its link can be used.' },
    EXPIRED: { description: 'Its link was not used in time; inviting again gives another.' },
    ACCEPTED: { description: 'Its link was used: the user has set a password.' },
    CANCELLED: { description: 'Its link is void: withdrawn, or the user’s address or status was changed.' },
  },
});

/** How a link reaches its recipient. */
export enum LinkDelivery {
  LINK = 'LINK',
  SENDING = 'SENDING',
  SENT = 'SENT',
  FAILED = 'FAILED',
}

registerEnumType(LinkDelivery, {
  name: 'LinkDelivery',
  description: 'How a link reaches whom it is for.',
  valuesConfig: {
    LINK: { description: 'There is no mail server: the link was shown, once, to who asked for it.' },
    SENDING: { description: 'On its way to the mail server.' },
    SENT: { description: 'The mail server took it.' },
    FAILED: { description: 'The mail server did not take it, or was not there. Try again.' },
  },
});
