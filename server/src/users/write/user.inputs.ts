import { Field, ID, InputType, Int } from 'type-graphql';
import { type RequiredText, ruleOf, TEXT_FIELDS, type TextField } from '../user.fields.js';

type Input<T> = abstract new () => T;

/** Adds a field for each of these texts to an input type. The casts below declare them to TypeScript. */
function addTexts(
  input: Input<object>,
  isRequired: boolean,
  { nullable, isChange = false }: { nullable: boolean; isChange?: boolean },
): void {
  for (const field of TEXT_FIELDS.filter((each) => (ruleOf(each).required === true) === isRequired)) {
    const rule = ruleOf(field);
    const ofCreate = rule.inputDescription ?? rule.description;
    const description = isChange ? (rule.changeDescription ?? ofCreate) : ofCreate;
    Field(() => String, { nullable, description })(input.prototype as object, field);
  }
}

@InputType()
abstract class OptionalTextsInput {}
addTexts(OptionalTextsInput, false, { nullable: true });

/** The attributes of a user in both inputs. */
@InputType()
abstract class UserAttributesInput extends (OptionalTextsInput as Input<{
  [F in TextField]?: string | null;
}>) {
  @Field(() => [ID], {
    nullable: true,
    description: 'The roles the user has; in a change, instead of those so far.',
  })
  roleIds?: string[] | null;
}

@InputType()
abstract class RequiredTextsInput extends UserAttributesInput {}
addTexts(RequiredTextsInput, true, { nullable: false });

/** The input of a create. */
@InputType({ description: 'A user to be created. Texts are trimmed and brought to Unicode NFC.' })
export class CreateUserInput extends (RequiredTextsInput as Input<
  UserAttributesInput & Record<RequiredText, string>
>) {
  @Field(() => String, {
    nullable: true,
    description:
      'From 8 to 256 characters, none of the commonest. Left out, the user is INVITED; given, ACTIVE.',
  })
  password?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to invite the user, where no password is given; see invitationLink in the answer.',
  })
  invite?: boolean | null;
}

/** The input of a change; a field that is left out stays. */
@InputType({
  description: 'A change to a user. What is left out stays; null empties a field that may be empty.',
})
export class UpdateUserInput extends UserAttributesInput {
  @Field(() => ID, { description: 'The user to change.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the change was made from; a stale one is refused.' })
  version!: number;
}
addTexts(UpdateUserInput, true, { nullable: true, isChange: true });
