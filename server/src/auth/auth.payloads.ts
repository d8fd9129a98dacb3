import { Field, ObjectType } from 'type-graphql';
import { User } from '../users/user.entity.js';
import { UserError } from '../users/user-error.type.js';
import type { UserRow } from '../users/user.row.js';
import { Access } from '../access/access.js';

@Access('PUBLIC')
@ObjectType({
  description: 'The answer to signIn, refreshSession and setUp. The refresh token comes as a cookie.',
})
export class SignInPayload {
  @Field(() => User, {
    nullable: true,
    description: 'Who is signed in now; null when userErrors says why not.',
  })
  viewer!: UserRow | null;

  @Field(() => String, { nullable: true, description: 'To be sent as `Authorization: Bearer …`.' })
  accessToken!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the access token ends; refreshSession gives a new one.',
  })
  expiresAt!: Date | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}

@Access('PUBLIC')
@ObjectType({ description: 'The answer to signOut.' })
export class SignOutPayload {
  @Field(() => [UserError], { description: 'Always empty: signing out twice is no error.' })
  userErrors!: UserError[];
}
