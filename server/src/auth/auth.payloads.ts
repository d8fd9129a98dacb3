import { Field, ObjectType } from 'type-graphql';
import { User } from '../users/user.entity.js';
import { UserError } from '../refusals/user-error.type.js';
import type { UserRow } from '../users/user.row.js';
import { Access } from '../access/access.js';
import { ShowsUser } from '../access/shows.js';
import { SecondFactorMethod } from './second-factor/second-factor.enum.js';

@Access('PUBLIC')
@ObjectType({ description: 'What is still owed by who knew the password: a code, for completeSignIn.' })
export class SecondFactorChallenge {
  @Field(() => String, { description: 'To be sent with the code. It works once, for anybody who has it.' })
  challenge!: string;

  @Field(() => [SecondFactorMethod], { description: 'The kinds of codes that are taken.' })
  methods!: SecondFactorMethod[];

  @Field(() => Date, { description: 'When it ends; after that signIn gives another.' })
  expiresAt!: Date;
}

@Access('PUBLIC')
@ObjectType({ description: 'What the page for signing in has to know of this server.' })
export class EntryStatus {
  @Field(() => Boolean, {
    description:
      'Whether the directory has no owner yet: the set-up link in the server’s log makes the first. False if the viewer is signed in.',
  })
  needsSetUp!: boolean;

  @Field(() => Boolean, { description: 'Whether this server sends mail.' })
  sendsMail!: boolean;
}

@Access('PUBLIC')
@ObjectType({
  description:
    'The answer to every way of signing in, and to refreshSession. The refresh token comes as a cookie.',
})
export class SignInPayload {
  @ShowsUser('VIEWER')
  @Field(() => User, {
    nullable: true,
    description: 'Who is signed in now; null when userErrors says why not, or secondFactor asks for a code.',
  })
  viewer!: UserRow | null;

  @Field(() => String, { nullable: true, description: 'To be sent as `Authorization: Bearer …`.' })
  accessToken!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the access token ends; refreshSession gives a new one.',
  })
  expiresAt!: Date | null;

  @Field(() => SecondFactorChallenge, {
    nullable: true,
    description: 'Where the password was right and a code is asked for; signIn alone answers so.',
  })
  secondFactor!: SecondFactorChallenge | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to changePassword.' })
export class ChangePasswordPayload {
  @Field(() => [UserError], { description: 'Why not; empty when it was changed.' })
  userErrors!: UserError[];
}

@Access('PUBLIC')
@ObjectType({ description: 'The answer to signOut.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Always empty: signing out twice is no error.' })
  userErrors!: UserError[];
}
