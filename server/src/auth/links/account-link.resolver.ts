import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { findHolder } from '../../invitations/invitation-link.service.js';
import { viewerSelection } from '../../users/user.selection.js';
import { acceptInvitation } from './accept-invitation.service.js';
import {
  AcceptInvitationInput,
  LinkHolder,
  RequestPasswordResetInput,
  RequestPasswordResetPayload,
  ResetPasswordInput,
  ResetPasswordPayload,
  SendPasswordResetPayload,
} from './account-link.payloads.js';
import { SignInPayload } from '../auth.payloads.js';
import { findHolderBySecret, resetPassword } from '../password/password-reset.service.js';
import { requestPasswordReset, sendPasswordReset } from '../password/reset-request.service.js';

/** Access by a link: an invitation, and a new password. */
@Resolver()
export class AccountLinkResolver {
  @Access('PUBLIC')
  @Query(() => Boolean, {
    description: 'Whether this server sends mail. Where not, links are shown to who makes them.',
  })
  sendsMail(@Ctx() { mailer }: RequestContext) {
    return mailer.isSetUp;
  }

  @Access('PUBLIC')
  @Query(() => LinkHolder, {
    nullable: true,
    description: 'The user of an invitation’s link; null where it can’t be used, for whatever reason.',
  })
  invitationHolder(
    @Arg('token', () => String, { description: 'What the link holds after its #.' }) token: string,
    @Ctx() { db }: RequestContext,
  ) {
    return findHolder(db, token);
  }

  @Access('PUBLIC')
  @Query(() => LinkHolder, {
    nullable: true,
    description: 'The user of a link to a new password; null where it can’t be used, for whatever reason.',
  })
  resetHolder(
    @Arg('token', () => String, { description: 'What the link holds after its #.' }) token: string,
    @Ctx() { db }: RequestContext,
  ) {
    return findHolderBySecret(db, token);
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, {
    description:
      'Sets the first password of an invited user, with the invitation’s link, and signs the user in.',
  })
  acceptInvitation(
    @Arg('input', () => AcceptInvitationInput, { description: 'Who, and the password.' })
    input: AcceptInvitationInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return acceptInvitation(context, input, viewerSelection(info));
  }

  @Access('PUBLIC')
  @Mutation(() => RequestPasswordResetPayload, {
    description:
      'Mails a link to a new password to the user with the address. The answer is the same if there is no such user.',
  })
  requestPasswordReset(
    @Arg('input', () => RequestPasswordResetInput, { description: 'Who.' })
    { email }: RequestPasswordResetInput,
    @Ctx() context: RequestContext,
  ) {
    return requestPasswordReset(context, email);
  }

  @Access('PUBLIC')
  @Mutation(() => ResetPasswordPayload, {
    description: 'Sets a new password, with a link, and ends all sessions. Sign in with it afterwards.',
  })
  resetPassword(
    @Arg('input', () => ResetPasswordInput, { description: 'The link and the password.' })
    input: ResetPasswordInput,
    @Ctx() context: RequestContext,
  ) {
    return resetPassword(context, input);
  }

  @Access('USERS_WRITE')
  @Mutation(() => SendPasswordResetPayload, {
    description:
      'Makes a link to a new password for another user: mailed to them, or shown where there is no mail server.',
  })
  sendPasswordReset(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: RequestContext,
  ) {
    return sendPasswordReset(context, id);
  }
}
