import { Field, ID, InputType, Int } from 'type-graphql';

/** What may be said of a user, in creating and in changing one. */
@InputType()
abstract class UserAttributesInput {
  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  givenName?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  familyName?: string | null;

  @Field(() => String, { nullable: true, description: 'The job title. Up to 100 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  department?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'As people write it, digits among it; an extension and letters are taken. It is kept with ASCII digits and plain hyphens. Up to 50 characters.',
  })
  phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The preferred language, a BCP 47 tag such as de-CH, kept in its canonical form.',
  })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'An IANA name such as Europe/Zurich.' })
  timeZone?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The roles the user has; in a change, instead of those so far.',
  })
  roleIds?: string[] | null;
}

/** A user to be created. */
@InputType({ description: 'A user to be created. Texts are trimmed and brought to Unicode NFC.' })
export class CreateUserInput extends UserAttributesInput {
  @Field(() => String, {
    description:
      'Unique among users who are not in the bin; case is ignored. A domain may be in Unicode or in punycode, which are one address; it is kept in Unicode.',
  })
  email!: string;

  @Field(() => String, { description: 'The name that lists show. 1 to 200 characters.' })
  displayName!: string;

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

/** A change to a user; what is left out stays. */
@InputType({
  description: 'A change to a user. What is left out stays; null empties a field that may be empty.',
})
export class UpdateUserInput extends UserAttributesInput {
  @Field(() => ID, { description: 'Whom to change.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the change was made from; a stale one is refused.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Unique among users who are not in the bin.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'The name that lists show. 1 to 200 characters.' })
  displayName?: string | null;
}
