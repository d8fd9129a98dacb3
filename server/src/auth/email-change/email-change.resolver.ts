import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { readUser } from '../../users/write/user.answer.js';
import { viewerSelection } from '../../users/user.selection.js';
import { LinkHolder } from '../links/account-link.payloads.js';
import { ownSession } from '../viewer/own-session.js';
import { ProofInput } from '../proof.type.js';
import type { SecurityAnswer } from '../second-factor/security.service.js';
import { cancelEmailChange, changeEmail, confirmEmail, findEmailChange } from './email-change.service.js';
import {
  ChangeEmailInput,
  ChangeEmailPayload,
  ConfirmEmailInput,
  ConfirmEmailPayload,
} from './email-change.types.js';

/** Changes of one's own address, for users with the permission to change users. Others have to ask an administrator. */
@Resolver()
export class EmailChangeResolver {
  @Access('USERS_WRITE')
  @Mutation(() => ChangeEmailPayload, {
    description:
      'Gives who asks another address, once a link that is mailed there is opened; without a mail server, at once. Not ' +
      'by an access token.',
  })
  async changeEmail(
    @Arg('input', () => ChangeEmailInput, { description: 'The address.' }) { email }: ChangeEmailInput,
    @Arg('proof', () => ProofInput, {
      nullable: true,
      description: 'That it is still the person who signed in. Needed unless they did lately.',
    })
    proof: ProofInput | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const answer = await changeEmail(context, ownSession(context.viewer), email, proof ?? {});
    return withViewer(context, answer, info);
  }

  @Access('SIGNED_IN')
  @Mutation(() => ChangeEmailPayload, {
    description: 'Takes back a new address that is not confirmed yet. Not by an access token.',
  })
  async cancelEmailChange(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return withViewer(context, await cancelEmailChange(context, ownSession(context.viewer)), info);
  }

  @Access('PUBLIC')
  @Query(() => LinkHolder, {
    nullable: true,
    description:
      'Which address a link is to confirm, and whose; null where it can’t be used, for whatever reason.',
  })
  emailChangeHolder(
    @Arg('token', () => String, { description: 'What the link holds after its #.' }) token: string,
    @Ctx() { db }: RequestContext,
  ) {
    return findEmailChange(db, token);
  }

  @Access('PUBLIC')
  @Mutation(() => ConfirmEmailPayload, {
    description: 'Sets the new address, with the link that was mailed there.',
  })
  confirmEmail(
    @Arg('input', () => ConfirmEmailInput, { description: 'The link.' }) { token }: ConfirmEmailInput,
    @Ctx() context: RequestContext,
  ) {
    return confirmEmail(context, token);
  }
}

async function withViewer(context: RequestContext, answer: SecurityAnswer, info: GraphQLResolveInfo) {
  const asked = viewerSelection(info);
  const { db, viewer } = context;
  return {
    ...answer,
    viewer: viewer?.userId && asked ? await readUser(db, viewer.userId, asked) : null,
  };
}
