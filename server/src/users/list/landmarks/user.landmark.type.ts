import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../../access/access.js';
import { UserOrder } from '../user.order.js';

@ArgsType()
export class UserLandmarksArgs {
  @Field(() => UserOrder, { nullable: true, description: 'The order of the list; left out: newest first.' })
  orderBy?: UserOrder | null;
}

/** A place in the list of everyone. */
@Access('USERS_READ')
@ObjectType({ description: 'A place in the list of everyone, known without reading the rows before it.' })
export class UserLandmark {
  @Field(() => Int, { description: 'About how many rows come before it, to one in a hundred of the list.' })
  index!: number;

  @Field(() => String, { description: 'The place, good for `after` and `before` in the same order.' })
  cursor!: string;

  @Field(() => String, {
    description:
      'What the list is ordered by, at this place: a moment, a folded name or an address. "-infinity": never.',
  })
  key!: string;
}
