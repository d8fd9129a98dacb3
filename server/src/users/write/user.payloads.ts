import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Field, Info, InterfaceType, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { ShowsUser } from '../../access/shows.js';
import type { RequestContext } from '../../context.js';
import { UserError } from '../../refusals/user-error.type.js';
import { listViews } from '../../views/view.row.js';
import { SavedView } from '../../views/view.type.js';
import { UserConflict } from '../conflict/user-conflict.type.js';
import type { UserWriteAnswer } from './user.answer.js';
import { UserConnection, UserPageArgs } from '../list/user.connection.js';
import { User } from '../user.entity.js';
import type { UserRow } from '../user.row.js';
import type { UserCreateAnswer } from './user.service.js';

/**
 * The answer to every write of a user. All of it was read in the transaction of the write. A fragment on the interface does not
 * show which write it belongs to. So in it, fields of a user beyond BARE need USERS_READ, also after createUser.
 */
@Access('SIGNED_IN')
@InterfaceType({ description: 'What every write of a user answers with.' })
export abstract class UserWritePayload implements UserWriteAnswer {
  @Field(() => User, {
    nullable: true,
    description:
      'The user after the write; null when userErrors says why. Without USERS_READ, all that is shown of one who was there ' +
      'already is `id`, `version` and `status`.',
  })
  user: UserRow | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors: UserError[];

  @Access('USERS_READ')
  @Field(() => User, {
    nullable: true,
    description: 'Who has the address, where userErrors says EMAIL_TAKEN; otherwise null.',
  })
  emailHolder: UserRow | null;

  lists: UserWriteAnswer['lists'];

  constructor(answer: UserWriteAnswer) {
    this.user = answer.user;
    this.userErrors = answer.userErrors;
    this.lists = answer.lists;
    this.emailHolder = answer.emailHolder ?? null;
  }

  @Access('USERS_READ')
  @Field(() => UserConnection, { description: 'A list of users after the write.' })
  users(@Args(() => UserPageArgs) _args: UserPageArgs, @Info() { path }: GraphQLResolveInfo): UserConnection {
    // The arguments were read in advance, in the transaction; see writeSelection.
    return this.lists.get(String(path.key)) as UserConnection;
  }

  /** Read after the transaction: a view is no part of the write, and its count may be expensive. */
  @Access('USERS_READ')
  @Field(() => [SavedView], {
    description: 'Every view of the viewer, as Query.views has them, with their counts after the write.',
  })
  views(@Ctx() { db, viewer }: RequestContext): Promise<SavedView[]> {
    return listViews(db, viewer);
  }
}

@Access('SIGNED_IN')
@ShowsUser('MADE')
@ObjectType({ description: 'The answer to createUser.', implements: UserWritePayload })
export class CreateUserPayload extends UserWritePayload {
  @Access('USERS_WRITE')
  @Field(() => String, {
    nullable: true,
    description:
      'The link of the invitation that was asked for, shown this once, where there is no mail server; null where it ' +
      'was mailed.',
  })
  invitationLink: string | null;

  constructor(answer: UserCreateAnswer) {
    super(answer);
    this.invitationLink = answer.invitationLink;
  }
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to updateUser.', implements: UserWritePayload })
export class UpdateUserPayload extends UserWritePayload {
  @Access('USERS_READ')
  @Field(() => UserConflict, {
    nullable: true,
    description: 'The present user and what differs, where userErrors says STALE_VERSION; otherwise null.',
  })
  conflict: UserConflict | null;

  constructor(answer: UserWriteAnswer) {
    super(answer);
    this.conflict = answer.conflict ?? null;
  }
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to deactivateUser.', implements: UserWritePayload })
export class DeactivateUserPayload extends UserWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to reactivateUser.', implements: UserWritePayload })
export class ReactivateUserPayload extends UserWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to deleteUser.', implements: UserWritePayload })
export class DeleteUserPayload extends UserWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to restoreUser.', implements: UserWritePayload })
export class RestoreUserPayload extends UserWritePayload {}
