import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { MayBeOld } from '../database/replicas/may-be-old.js';
import { User } from '../users/user.entity.js';
import { listInvitations } from './invitation.list.js';
import { CancelInvitationPayload, InviteUserPayload } from './invitation.payloads.js';
import { findInvitationOf } from './invitation.row.js';
import {
  invitationListSelection,
  invitationSelection,
  invitationWriteSelection,
} from './invitation.selection.js';
import { cancelInvitation, inviteUser } from './invitation.service.js';
import { Invitation, InvitationConnection, InvitationPageArgs } from './invitation.type.js';

@Resolver(() => Invitation)
export class InvitationResolver {
  @Access('USERS_WRITE')
  @MayBeOld
  @Query(() => InvitationConnection, { description: 'Invitations, newest first, a page at a time.' })
  invitations(
    @Args(() => InvitationPageArgs) _args: InvitationPageArgs,
    @Ctx() { db }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listInvitations(db, invitationListSelection(info));
  }

  @Access('USERS_WRITE')
  @Mutation(() => InviteUserPayload, {
    description: 'Invites a user who has no password yet. Done again, the link before is void.',
  })
  async inviteUser(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return new InviteUserPayload(await inviteUser(context, id, invitationWriteSelection(info)));
  }

  @Access('USERS_WRITE')
  @Mutation(() => CancelInvitationPayload, {
    description: 'Makes the link of an invitation void. Doing it twice is no error.',
  })
  async cancelInvitation(
    @Arg('id', () => ID, { description: 'The invitation’s id.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return new CancelInvitationPayload(await cancelInvitation(context, id, invitationWriteSelection(info)));
  }
}

@Resolver(() => User)
export class UserInvitationResolver {
  @Access('USERS_WRITE')
  @FieldResolver(() => Invitation, {
    nullable: true,
    description: 'The user’s latest invitation; null where there was none.',
    // Up to two statements, for each user.
    complexity: 10,
  })
  async invitation(@Root() { id }: User, @Ctx() { db }: RequestContext, @Info() info: GraphQLResolveInfo) {
    return findInvitationOf(db, id, invitationSelection(info));
  }
}
