import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { PageInfo } from '../../pagination/page-info.type.js';
import type { PageArgs } from '../../pagination/page-window.js';
import { User } from '../user.entity.js';
import { UserOrder } from './user.order.js';
import { UserWhere } from './user.where.js';

/** Which users in which order: a list without the choice of a page. */
@ArgsType()
export class UserListArgs {
  @Field(() => UserWhere, { nullable: true, description: 'Which users; left out: everyone but the bin.' })
  where?: UserWhere | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words, in any order. Each must be part of the name, the address, the department, the title or the phone, or begin ' +
      'the id. Case, accents and several blanks are ignored, and of a phone number all but the digits. Up to 500 characters.',
  })
  search?: string | null;

  @Field(() => UserOrder, {
    nullable: true,
    description:
      'Left out: of a search the best match first (whole words, beginnings of words, anything else), else newest first.',
  })
  orderBy?: UserOrder | null;
}

/** A page of a list of users. */
@ArgsType()
export class UserPageArgs extends UserListArgs implements PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the start, 1 to 100. Neither given: first 20.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only rows after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only rows before this cursor.' })
  before?: string | null;
}

/** A user in a list. */
@Access('USERS_READ')
@ObjectType({ description: 'A user at a place in a list.' })
export class UserEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before` in the same order.' })
  cursor!: string;

  @Field(() => User, { description: 'The user.' })
  node!: User;
}

/** A page of a list of users, as Relay has it. */
@Access('USERS_READ')
@ObjectType({ description: 'A page of a list of users (the Relay connection specification).' })
export class UserConnection {
  @Field(() => [UserEdge], { description: 'The rows with their cursors.' })
  edges!: UserEdge[];

  @Field(() => [User], { description: 'The rows without their cursors.' })
  nodes!: User[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description:
      'How many users the whole list holds. Exact at any size for everyone and for filters by status alone; any ' +
      'other filter or search counts up to 10,000 (see totalCountIsCapped).',
    // Some 10,000 rows of an index may be read.
    complexity: 20,
  })
  totalCount!: number;

  @Field(() => Boolean, {
    description: 'Whether there are more than totalCount says, as counting stopped there.',
  })
  totalCountIsCapped!: boolean;

  /** What the list was asked with. */
  args!: UserListArgs;
}

/** The position of one user in a list. */
@Access('USERS_READ')
@ObjectType({ description: 'The position of a user in a list: between which two others.' })
export class UserPosition {
  @Field(() => String, { description: 'The place, good for `after` and `before` in the same order.' })
  cursor!: string;

  @Field(() => ID, { nullable: true, description: 'The id of the user just before; null at the start.' })
  previousId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the user just after; null at the end.' })
  nextId!: string | null;
}
