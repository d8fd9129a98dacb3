import { Field, ID, InputType, Int } from 'type-graphql';
import { UserWhere } from '../../users/list/user.where.js';
import { BulkChangeKind, BulkField } from './bulk-change.enums.js';

@InputType({ description: 'What a bulk job does to each user.' })
export class BulkChangeInput {
  @Field(() => BulkChangeKind, { description: 'The kind of change.' })
  kind!: BulkChangeKind;

  @Field(() => ID, { nullable: true, description: 'For ADD_ROLE and REMOVE_ROLE alone: the role.' })
  roleId?: string | null;

  @Field(() => BulkField, { nullable: true, description: 'For SET_FIELD alone: the field.' })
  field?: BulkField | null;

  @Field(() => String, {
    nullable: true,
    description: 'For SET_FIELD alone: the value, as updateUser takes it; null empties the field.',
  })
  value?: string | null;
}

@InputType({
  description:
    'A change, and the users: either `ids`, or the set that a list with this `where` and `search` holds.',
})
export class StartBulkJobInput {
  @Field(() => BulkChangeInput, { description: 'The change.' })
  change!: BulkChangeInput;

  @Field(() => UserWhere, {
    nullable: true,
    description:
      'As `users` takes it; {} is everyone but the bin. One of `where`, `search` and `ids` is needed, so that a forgotten filter ' +
      'changes nobody.',
  })
  where?: UserWhere | null;

  @Field(() => String, { nullable: true, description: 'As `users` takes it.' })
  search?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'The users, up to 10,000; then `where` and `search` are left out.',
  })
  ids?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many users the set is expected to hold. If the frozen set differs by more than one in a hundred, the job fails ' +
      'with COUNT_MOVED and changes nobody. ERASE needs it, and it must be exact.',
  })
  expectedCount?: number | null;
}
