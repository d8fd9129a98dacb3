import { Field, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { User } from '../user.entity.js';
import type { UserRow } from '../user.row.js';

/** How one field of a user differs from the version that an editor has. */
@Access('USERS_READ')
@ObjectType({ description: 'How a field of a user differs from an earlier version.' })
export class UserFieldChange {
  @Field(() => String, { description: 'By its name in the API; `roles` and `status` among them.' })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The value in that version. The names of roles are joined by commas.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'The present value, as `before`.' })
  after!: string | null;

  @Field(() => Date, { description: 'When the field was last changed.' })
  occurredAt!: string;

  @Field(() => User, {
    nullable: true,
    description:
      'Who changed it last. Null for an operator and for a user who no longer exists; without AUDIT_READ, for everybody except the viewer.',
  })
  actor!: UserRow | null;

  @Field(() => Boolean, { description: 'Whether the viewer changed it, in another window or with a token.' })
  isOwn!: boolean;
}

/** What a write from a stale version needs to be decided field by field. */
@Access('USERS_READ')
@ObjectType({ description: 'Why a version is stale: the present user, and what differs.' })
export class UserConflict {
  @Field(() => User, { description: 'The user as they are by now.' })
  user!: UserRow;

  @Field(() => [UserFieldChange], {
    description:
      'Each field that differs from the version that was given, from the newest 50 writes since. After a reset of the ' +
      'password, one earlier write may be among them.',
  })
  changes!: UserFieldChange[];
}
