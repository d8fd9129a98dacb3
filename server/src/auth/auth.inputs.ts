import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Who wants to sign in.' })
export class SignInInput {
  @Field(() => String, { description: 'The e-mail address; case is ignored.' })
  email!: string;

  @Field(() => String, { description: 'The password.' })
  password!: string;
}

@InputType({ description: 'The second step of signing in.' })
export class CompleteSignInInput {
  @Field(() => String, { description: 'As signIn gave it.' })
  challenge!: string;

  @Field(() => String, { description: 'What the authenticator app shows, or a recovery code.' })
  code!: string;
}

@InputType({ description: 'A new password in the place of the present one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present one.' })
  currentPassword!: string;

  @Field(() => String, { description: 'The new one, 8 to 256 characters.' })
  newPassword!: string;
}

@InputType({ description: 'The first owner of the directory.' })
export class SetUpInput {
  @Field(() => String, { description: 'What the set-up link holds after its #.' })
  token!: string;

  @Field(() => String, { description: 'The e-mail address to sign in with.' })
  email!: string;

  @Field(() => String, { description: 'The name that lists show. 1 to 200 characters.' })
  displayName!: string;

  @Field(() => String, { description: 'The password, 8 to 256 characters, none of the commonest.' })
  password!: string;
}
