import type { GraphQLResolveInfo } from 'graphql';
import { Args, Field, Info, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { UserError } from '../refusals/user-error.type.js';
import { Invitation, InvitationConnection, InvitationPageArgs } from './invitation.type.js';
import type { NamedInvitation } from './invitation.row.js';
import type { InvitationWriteAnswer } from './invitation.service.js';

/** The answer to every write of an invitation. All of it was read in the write's transaction. */
@Access('USERS_WRITE')
@ObjectType()
abstract class InvitationWritePayload {
  @Field(() => Invitation, {
    nullable: true,
    description: 'The invitation after the write; null when userErrors says why.',
  })
  invitation: NamedInvitation | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors: UserError[];

  lists: InvitationWriteAnswer['lists'];

  constructor(answer: InvitationWriteAnswer) {
    this.invitation = answer.invitation;
    this.userErrors = answer.userErrors;
    this.lists = answer.lists;
  }

  @Field(() => InvitationConnection, { description: 'A list of invitations as it stands after the write.' })
  invitations(
    @Args(() => InvitationPageArgs) _args: InvitationPageArgs,
    @Info() { path }: GraphQLResolveInfo,
  ): InvitationConnection {
    // The arguments were read ahead, before the transaction ended.
    return this.lists.get(String(path.key)) as InvitationConnection;
  }
}

@Access('USERS_WRITE')
@ObjectType({ description: 'The answer to inviteUser.' })
export class InviteUserPayload extends InvitationWritePayload {
  @Field(() => String, {
    nullable: true,
    description: 'The link, shown this once, where there is no mail server; null where it was mailed.',
  })
  link: string | null;

  constructor(answer: InvitationWriteAnswer) {
    super(answer);
    this.link = answer.link;
  }
}

@Access('USERS_WRITE')
@ObjectType({ description: 'The answer to cancelInvitation.' })
export class CancelInvitationPayload extends InvitationWritePayload {}
