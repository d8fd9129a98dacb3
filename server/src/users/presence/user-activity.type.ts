import { Field, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { User } from '../user.entity.js';
import type { UserRow } from '../user.row.js';

/** An editor of a user in another window than the subscriber's. */
@Access('USERS_READ')
@ObjectType({ description: 'Somebody who edits a user.' })
export class UserEditor {
  @Field(() => User, { description: 'Who edits.' })
  user!: UserRow;

  @Field(() => Boolean, { description: 'Whether it is the viewer, in another window.' })
  isOwn!: boolean;
}

/** What happens to one user; its fields are resolved when it is sent. */
@Access('USERS_READ')
@ObjectType({ description: 'An event of a user who is open in a window.' })
export abstract class UserActivity {
  readonly key!: string;
  readonly userId!: string;
}
