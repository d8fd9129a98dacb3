import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Node } from '../node/node.interface.js';
import { PageInfo } from '../pagination/page-info.type.js';
import { newestFirstArgs } from '../pagination/newest-first.args.js';
import { User } from '../users/user.entity.js';
import { InvitationState, LinkDelivery } from './invitation.enums.js';

/** An invitation. It never has its link, as only the hash is stored. */
@Access('USERS_WRITE')
@ObjectType({
  implements: Node,
  description:
    'An invitation of a user to set a password and get in. It stays the same when it is sent again.',
})
export class Invitation extends Node {
  @Field(() => User, { description: 'Who is invited.' })
  user!: User;

  @Access('USERS_READ')
  @Field(() => String, { description: 'The address that the user had when the latest link was made.' })
  email!: string;

  @Field(() => User, {
    nullable: true,
    description: 'Who made the latest link; null for an operator, or a user no longer there.',
  })
  invitedBy!: User | null;

  @Field(() => InvitationState, { description: 'Where it stands.' })
  state!: InvitationState;

  @Field(() => LinkDelivery, { description: 'How the latest link went out.' })
  delivery!: LinkDelivery;

  @Field(() => Date, { description: 'When it was first made.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When the latest link was made; those before are void.' })
  sentAt!: Date;

  @Field(() => Date, { description: 'Until when the latest link can be used.' })
  expiresAt!: Date;
}

/** Which invitations a list holds; every condition given must hold. */
@InputType({ description: 'Which invitations a list holds. Every condition given must hold.' })
export class InvitationWhere {
  @Field(() => [InvitationState], { nullable: true, description: 'In one of these states.' })
  state?: InvitationState[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this user.' })
  userId?: string | null;
}

@ArgsType()
export class InvitationPageArgs extends newestFirstArgs('invitations') {
  @Field(() => InvitationWhere, { nullable: true, description: 'Which invitations; left out: all.' })
  where?: InvitationWhere | null;
}

/** An invitation in a list. */
@Access('USERS_WRITE')
@ObjectType({ description: 'An invitation at a place in a list.' })
export class InvitationEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before`.' })
  cursor!: string;

  @Field(() => Invitation, { description: 'The invitation.' })
  node!: Invitation;
}

/** A page of a list of invitations, as Relay has it. */
@Access('USERS_WRITE')
@ObjectType({ description: 'A page of invitations (the Relay connection specification), newest first.' })
export class InvitationConnection {
  @Field(() => [InvitationEdge], { description: 'The invitations with their cursors.' })
  edges!: InvitationEdge[];

  @Field(() => [Invitation], { description: 'The invitations without their cursors.' })
  nodes!: Invitation[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many invitations the whole list holds, counted up to 10,000 (see totalCountIsCapped).',
    // Some 10,000 rows of an index may be read.
    complexity: 20,
  })
  totalCount!: number;

  @Field(() => Boolean, {
    description: 'Whether there are more than totalCount says, as counting stopped there.',
  })
  totalCountIsCapped!: boolean;
}
