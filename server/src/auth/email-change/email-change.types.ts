import { Field, InputType, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { ShowsUser } from '../../access/shows.js';
import { User } from '../../users/user.entity.js';
import type { UserRow } from '../../users/user.row.js';
import { UserError } from '../../refusals/user-error.type.js';
import { SecurityPayload } from '../second-factor/security.types.js';

@InputType({ description: 'A new address of one’s own.' })
export class ChangeEmailInput {
  @Field(() => String, { description: 'The e-mail address to sign in with from now on.' })
  email!: string;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to changeEmail and cancelEmailChange.' })
export class ChangeEmailPayload extends SecurityPayload {
  @ShowsUser('VIEWER')
  @Field(() => User, {
    nullable: true,
    description:
      'Who asks, after it: with the new address where there is no mail server, else with the old one until the new one ' +
      'is confirmed.',
  })
  viewer!: UserRow | null;
}

@InputType({ description: 'That an address is one’s own.' })
export class ConfirmEmailInput {
  @Field(() => String, { description: 'What the link holds after its #.' })
  token!: string;
}

@Access('PUBLIC')
@ObjectType({ description: 'The answer to confirmEmail. Nobody is signed in by it.' })
export class ConfirmEmailPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The address to sign in with now; null where userErrors says why.',
  })
  email!: string | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}
