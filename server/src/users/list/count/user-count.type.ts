import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../../access/access.js';

/** The number of users in a list. */
@Access('USERS_READ')
@ObjectType({ description: 'How many users a list holds.' })
export class UserCount {
  @Field(() => Int, { description: 'How many users were counted.' })
  totalCount!: number;

  @Field(() => Boolean, {
    description: 'Whether there may be more than totalCount says, as counting stopped there.',
  })
  totalCountIsCapped!: boolean;
}
