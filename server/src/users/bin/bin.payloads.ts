import type { GraphQLResolveInfo } from 'graphql';
import { Args, Field, ID, Info, InterfaceType, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { UserError } from '../../refusals/user-error.type.js';
import { UserConnection, UserPageArgs } from '../list/user.connection.js';
import type { BinAnswer } from './bin.service.js';

/** The answer to a write of several users. All of it was read in the transaction of the write. */
@Access('SIGNED_IN')
@InterfaceType({ description: 'What a write of several users answers with.' })
export abstract class UsersWritePayload {
  @Field(() => [ID], { description: 'The ids of the users to which it was applied.' })
  ids: string[];

  @Field(() => [UserError], {
    description:
      'Why it was not done to the others. `path` names the place among the given ids, such as ["ids", "3"].',
  })
  userErrors: UserError[];

  lists: BinAnswer['lists'];

  constructor({ ids, userErrors, lists }: BinAnswer) {
    this.ids = ids;
    this.userErrors = userErrors;
    this.lists = lists;
  }

  @Access('USERS_READ')
  @Field(() => UserConnection, { description: 'A list of users after the write.' })
  users(@Args(() => UserPageArgs) _args: UserPageArgs, @Info() { path }: GraphQLResolveInfo): UserConnection {
    // The arguments were read in advance, in the transaction; see writeSelection.
    return this.lists.get(String(path.key)) as UserConnection;
  }
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to restoreUsers.', implements: UsersWritePayload })
export class RestoreUsersPayload extends UsersWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to eraseUsers.', implements: UsersWritePayload })
export class EraseUsersPayload extends UsersWritePayload {}
