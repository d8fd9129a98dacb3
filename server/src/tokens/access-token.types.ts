import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Permission } from '../access/permission.enum.js';
import { ShowsUser } from '../access/shows.js';
import { Node } from '../node/node.interface.js';
import { NewestFirstArgs } from '../pagination/newest-first.args.js';
import { PageInfo } from '../pagination/page-info.type.js';
import { User } from '../users/user.entity.js';
import type { UserRow } from '../users/user.row.js';
import { UserError } from '../refusals/user-error.type.js';
import { AccessTokenState } from './access-token.enums.js';

/** An access token, which scripts send instead of a session. The secret is not in it: only its maker has seen it, once. */
@Access('SIGNED_IN')
@ObjectType({
  implements: Node,
  description:
    'What is known of a token with which a script asks; the token itself is shown to its maker, once.',
})
export class AccessToken extends Node {
  @Field(() => String, { description: 'What its maker calls it. 1 to 100 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Its first characters, by which one that was left lying is found again; null for an operator’s own.',
  })
  prefix!: string | null;

  @Field(() => [Permission], {
    description: 'What it allows. A user’s token may do only what its user may do at the time, too.',
  })
  permissions!: Permission[];

  @Field(() => AccessTokenState, { description: 'Whether it is still good.' })
  state!: AccessTokenState;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ends by itself; null for never.' })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null for never.' })
  lastUsedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The network address from which it was last used; null for never.',
  })
  lastUsedAddress!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was revoked; null where it was not.' })
  revokedAt!: Date | null;

  @Access('USERS_READ')
  @Field(() => User, {
    nullable: true,
    description: 'The user that it acts as; null for one that belongs to nobody, which an operator made.',
  })
  user!: UserRow | null;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'An access token at a place in a list.' })
export class AccessTokenEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before`.' })
  cursor!: string;

  @Field(() => AccessToken, { description: 'The access token.' })
  node!: AccessToken;
}

/** A page of access tokens, as Relay has it. */
@Access('SIGNED_IN')
@ObjectType({ description: 'A page of access tokens (the Relay connection specification), newest first.' })
export class AccessTokenConnection {
  @Field(() => [AccessTokenEdge], { description: 'The tokens with their cursors.' })
  edges!: AccessTokenEdge[];

  @Field(() => [AccessToken], { description: 'The tokens without their cursors.' })
  nodes!: AccessToken[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many tokens the whole list holds.', complexity: 5 })
  totalCount!: number;
}

@InputType({ description: 'Which access tokens a list holds. Every condition given must hold.' })
export class AccessTokenWhere {
  @Field(() => [AccessTokenState], { nullable: true, description: 'In one of these states.' })
  state?: AccessTokenState[] | null;

  @Field(() => ID, { nullable: true, description: 'Those of this user.' })
  userId?: string | null;
}

@ArgsType()
export class AccessTokenListArgs extends NewestFirstArgs {
  @Field(() => AccessTokenWhere, { nullable: true, description: 'Which tokens; left out: all.' })
  where?: AccessTokenWhere | null;
}

@InputType({ description: 'A new access token.' })
export class CreateAccessTokenInput {
  @Field(() => String, { description: 'What to call it, such as what it is for. 1 to 100 characters.' })
  name!: string;

  @Field(() => [Permission], {
    description: 'What it is to allow: at least one, and none that the viewer does not have.',
  })
  permissions!: Permission[];

  @Field(() => Date, {
    nullable: true,
    description: 'When it ends by itself. Left out: never; made with a token, no later than that one.',
  })
  expiresAt?: Date | null;
}

/** The answer to every write of access tokens. */
@Access('SIGNED_IN')
@ObjectType()
abstract class AccessTokenWritePayload {
  @Field(() => AccessToken, {
    nullable: true,
    description: 'The token’s record after the write; null when userErrors says why nothing was written.',
  })
  accessToken!: AccessToken | null;

  @ShowsUser('VIEWER')
  @Field(() => User, {
    nullable: true,
    description: 'Who asks, with their own tokens as they are after the write; null for an operator’s token.',
  })
  viewer!: UserRow | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to createAccessToken.' })
export class CreateAccessTokenPayload extends AccessTokenWritePayload {
  @Field(() => String, {
    nullable: true,
    description:
      'The token, to be sent as `Authorization: Bearer …`. It is shown this once: null where the request was sent again ' +
      'with the same Idempotency-Key.',
  })
  token!: string | null;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to revokeAccessToken.' })
export class RevokeAccessTokenPayload extends AccessTokenWritePayload {}
