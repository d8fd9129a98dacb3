import { Field, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Tally } from '../figures/tally.js';
import { type Locale, message } from '../messages/messages.js';
import type { Refusal } from './refusal.js';
import { UserErrorCode } from './user-error.enum.js';

/** A fault that the user can correct. */
@Access('PUBLIC')
@ObjectType({ description: 'Something that the person who asked can put right.' })
export class UserError {
  @Field(() => UserErrorCode, { description: 'Why, for programs.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'Why, for people, in the language that the request accepts.' })
  message!: string;

  @Field(() => [String], {
    description: 'Where: the argument and the fields in it, such as ["input", "email"].',
  })
  path!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'A value that would be accepted, such as an address that nobody has.',
  })
  suggestion?: string | null;
}

/** Refusals of writes by their code. */
export const refusals = new Tally(Object.values(UserErrorCode));

/** The refusal in the request's language. */
export function toUserError({ code, path, key, params, suggestion }: Refusal, locale: Locale): UserError {
  refusals.add(code);
  return { code, path, message: message(locale, key, params), suggestion: suggestion ?? null };
}
