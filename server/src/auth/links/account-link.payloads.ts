import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { LinkDelivery } from '../../invitations/invitation.enums.js';
import { UserError } from '../../refusals/user-error.type.js';

@InputType({ description: 'Who accepts an invitation.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What the link holds after its #.' })
  token!: string;

  @Field(() => String, { description: 'The password, 8 to 256 characters, none of the commonest.' })
  password!: string;
}

@InputType({ description: 'Who has forgotten their password.' })
export class RequestPasswordResetInput {
  @Field(() => String, { description: 'The e-mail address; case is ignored.' })
  email!: string;
}

@InputType({ description: 'A new password, by a link.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'What the link holds after its #.' })
  token!: string;

  @Field(() => String, { description: 'The new password, 8 to 256 characters, none of the commonest.' })
  password!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the user’s access tokens go on; else they are revoked with the sessions.',
  })
  keepAccessTokens!: boolean;
}

@Access('PUBLIC')
@ObjectType({ description: 'The user of a link. Anybody who has the link may read it.' })
export class LinkHolder {
  @Field(() => String, { description: 'The address to sign in with.' })
  email!: string;

  @Field(() => String, { description: 'The name that lists show.' })
  displayName!: string;

  @Field(() => Date, { description: 'Until when the link can be used.' })
  expiresAt!: Date;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many access tokens of the user are good, which a new password revokes unless it is asked that they go on; null ' +
      'with any other link.',
  })
  accessTokenCount?: number | null;
}

@Access('PUBLIC')
@ObjectType({
  description: 'The answer to requestPasswordReset: the same whether or not anybody has the address.',
})
export class RequestPasswordResetPayload {
  @Field(() => [UserError], {
    description: 'Why nothing was done; empty where a mail goes out if somebody is there.',
  })
  userErrors!: UserError[];
}

@Access('PUBLIC')
@ObjectType({ description: 'The answer to resetPassword. Nobody is signed in by it.' })
export class ResetPasswordPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The address to sign in with now; null where userErrors says why.',
  })
  email!: string | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}

@Access('USERS_WRITE')
@ObjectType({ description: 'The answer to sendPasswordReset.' })
export class SendPasswordResetPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The link, shown this once, where there is no mail server; null where it was mailed.',
  })
  link!: string | null;

  @Field(() => LinkDelivery, {
    nullable: true,
    description: 'How the link went out; null where userErrors says why.',
  })
  delivery!: LinkDelivery | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}
