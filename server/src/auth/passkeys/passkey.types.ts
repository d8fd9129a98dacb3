import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { UserError } from '../../refusals/user-error.type.js';
import { JsonObject } from '../json-object.scalar.js';
import { SecurityPayload } from '../second-factor/security.types.js';

@InputType({ description: 'A passkey that a browser made.' })
export class AddPasskeyInput {
  @Field(() => JsonObject, { description: 'What the browser answered to the options of startPasskey.' })
  answer!: object;

  @Field(() => String, { description: 'What to call it. 1 to 100 characters.' })
  name!: string;
}

@InputType({ description: 'Another name for a passkey.' })
export class RenamePasskeyInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => String, { description: 'The new name. 1 to 100 characters.' })
  name!: string;
}

@InputType({ description: 'What a browser answered for who signs in with a passkey.' })
export class PasskeySignInInput {
  @Field(() => JsonObject, { description: 'What it answered to the options of startPasskeySignIn.' })
  answer!: object;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to startPasskey.' })
export class StartPasskeyPayload {
  @Field(() => JsonObject, {
    nullable: true,
    description: 'What the browser needs to make a passkey: PublicKeyCredentialCreationOptionsJSON.',
  })
  options!: object | null;

  @Field(() => [UserError], { description: 'Why not; empty when there are options.' })
  userErrors!: UserError[];
}

@Access('PUBLIC')
@ObjectType({ description: 'The answer to startPasskeySignIn.' })
export class StartPasskeySignInPayload {
  @Field(() => JsonObject, {
    description: 'What the browser needs to ask for a passkey: PublicKeyCredentialRequestOptionsJSON.',
  })
  options!: object;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to addPasskey.' })
export class AddPasskeyPayload extends SecurityPayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to renamePasskey.' })
export class RenamePasskeyPayload extends SecurityPayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to removePasskey.' })
export class RemovePasskeyPayload extends SecurityPayload {}
