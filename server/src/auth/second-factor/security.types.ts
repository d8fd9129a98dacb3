import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { User } from '../../users/user.entity.js';
import { UserError } from '../../refusals/user-error.type.js';
import type { UserRow } from '../../users/user.row.js';

@Access('SIGNED_IN')
@ObjectType({ description: 'A key on a device or in a password manager, by which somebody signs in.' })
export class Passkey {
  @Field(() => ID, { description: 'The passkey’s id.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it. 1 to 100 characters.' })
  name!: string;

  @Field(() => Date, { description: 'When it was added.' })
  createdAt!: string;

  @Field(() => Date, { nullable: true, description: 'When it last signed its owner in; null when never.' })
  lastUsedAt!: string | null;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'By what who asks signs in.' })
export class Security {
  @Field(() => String, {
    nullable: true,
    description:
      'The new address that is yet to be confirmed, by the link that was mailed there; null for none.',
  })
  pendingEmail!: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Since when signing in with the password takes a code of an authenticator app; null: it does not.',
  })
  totpSince!: string | null;

  @Field(() => Int, { description: 'How many recovery codes are not used yet.' })
  recoveryCodesLeft!: number;

  @Field(() => [Passkey], { description: 'The passkeys, newest first. At most 20.' })
  passkeys!: Passkey[];

  @Field(() => Boolean, {
    description: 'Whether this session was begun so lately that most changes need no proof.',
  })
  isSignInRecent!: boolean;
}

@InputType({ description: 'What shows that the authenticator app has the key.' })
export class ConfirmTotpInput {
  @Field(() => String, { description: 'The code that the app shows.' })
  code!: string;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to startTotp.' })
export class StartTotpPayload {
  @Field(() => String, { nullable: true, description: 'The key, to be typed into an app. Shown this once.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'The same as an otpauth address, for a QR code.' })
  uri!: string | null;

  @Field(() => [UserError], { description: 'Why not; empty when there is a key.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType()
export abstract class SecurityPayload {
  @Field(() => Security, { description: 'By what who asks signs in, after the change.' })
  security!: Security;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType()
abstract class CodesPayload extends SecurityPayload {
  @Field(() => [String], { description: 'New recovery codes, shown this once; empty when it was refused.' })
  recoveryCodes!: string[];
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to confirmTotp.' })
export class ConfirmTotpPayload extends CodesPayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to renewRecoveryCodes.' })
export class RenewRecoveryCodesPayload extends CodesPayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to disableTotp.' })
export class DisableTotpPayload extends SecurityPayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to resetSecondFactor.' })
export class ResetSecondFactorPayload {
  @Field(() => User, { nullable: true, description: 'The user after it; null when userErrors says why not.' })
  user!: UserRow | null;

  @Field(() => [UserError], { description: 'Why not; empty when it was done.' })
  userErrors!: UserError[];
}
