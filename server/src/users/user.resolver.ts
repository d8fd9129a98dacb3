import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { MayBeOld } from '../database/replicas/may-be-old.js';
import { Role } from '../roles/role.entity.js';
import { readUser } from './write/user.answer.js';
import { UserConnection, UserListArgs, UserPageArgs, UserPosition } from './list/user.connection.js';
import { User } from './user.entity.js';
import { CreateUserInput, UpdateUserInput } from './write/user.inputs.js';
import { listUsers } from './list/user.list.js';
import {
  CreateUserPayload,
  DeactivateUserPayload,
  DeleteUserPayload,
  ReactivateUserPayload,
  RestoreUserPayload,
  UpdateUserPayload,
} from './write/user.payloads.js';
import { findPosition } from './list/user.position.js';
import { findUserByEmail, type UserRow } from './user.row.js';
import { claimIn } from '../idempotency/idempotency.selection.js';
import { listSelection, positionKey, userSelection, writeSelection } from './user.selection.js';
import * as users from './write/user.service.js';

type Context = RequestContext;
type ResolveInfo = GraphQLResolveInfo;

/** The write asserts in its transaction that the viewer still has the rights that they had when they were looked up. */
const ChecksViewer = Extensions({ checksViewer: true });

@Resolver(() => User)
export class UserResolver {
  @Access('USERS_READ')
  @Query(() => User, { nullable: true, description: 'One user, the bin included; null where there is none.' })
  user(
    @Arg('id', () => ID, { description: 'The user’s id.' }) id: string,
    @Ctx() { db }: Context,
    @Info() info: ResolveInfo,
  ) {
    return readUser(db, id, userSelection(info));
  }

  @Access('USERS_READ')
  @Query(() => User, { nullable: true, description: 'One user by address, the bin left out; null for none.' })
  userByEmail(
    @Arg('email', () => String, {
      description: 'The address; case is ignored, and its domain may be in Unicode or in punycode.',
    })
    email: string,
    @Ctx() { db }: Context,
    @Info() info: ResolveInfo,
  ) {
    return findUserByEmail(db, email, userSelection(info));
  }

  @Access('USERS_READ')
  @MayBeOld
  @Query(() => UserConnection, { description: 'Users, a page at a time.' })
  users(@Args(() => UserPageArgs) _args: UserPageArgs, @Ctx() { db }: Context, @Info() info: ResolveInfo) {
    return listUsers(db, listSelection(info));
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => [Role], { description: 'The roles that the user has, by name.' })
  roles(@Root() { roles }: UserRow) {
    return roles;
  }

  @Access('USERS_READ')
  @FieldResolver(() => UserPosition, {
    nullable: true,
    description: 'The position of the user in a list; null if the list does not contain the user.',
    // Three statements for each user; a filter raises the price, see filter-weight.ts.
    complexity: 20,
  })
  position(
    @Root() { id, positions }: UserRow,
    @Args(() => UserListArgs) list: UserListArgs,
    @Ctx() { db }: Context,
    @Info() { path }: ResolveInfo,
  ) {
    const read = positions?.get(positionKey(path.prev?.key, path.key));
    return read === undefined ? findPosition(db, id, list) : read;
  }

  @Access('USERS_WRITE')
  @ChecksViewer
  @Mutation(() => CreateUserPayload, { description: 'Adds a user.' })
  async createUser(
    @Arg('input', () => CreateUserInput, { description: 'The user.' }) input: CreateUserInput,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new CreateUserPayload(
      await users.createUser(context, input, writeSelection(info), claimIn(context, info)),
    );
  }

  @Access('USERS_WRITE')
  @ChecksViewer
  @Mutation(() => UpdateUserPayload, { description: 'Changes a user.' })
  async updateUser(
    @Arg('input', () => UpdateUserInput, { description: 'The change.' }) input: UpdateUserInput,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new UpdateUserPayload(await users.updateUser(context, input, writeSelection(info)));
  }

  @Access('USERS_WRITE')
  @ChecksViewer
  @Mutation(() => DeactivateUserPayload, {
    description: 'Keeps a user from signing in. Doing it twice is no error.',
  })
  async deactivateUser(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new DeactivateUserPayload(await users.deactivateUser(context, id, writeSelection(info)));
  }

  @Access('USERS_WRITE')
  @ChecksViewer
  @Mutation(() => ReactivateUserPayload, { description: 'Undoes deactivateUser.' })
  async reactivateUser(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new ReactivateUserPayload(await users.reactivateUser(context, id, writeSelection(info)));
  }

  @Access('USERS_DELETE')
  @ChecksViewer
  @Mutation(() => DeleteUserPayload, { description: 'Puts a user into the bin.' })
  async deleteUser(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new DeleteUserPayload(await users.deleteUser(context, id, writeSelection(info)));
  }

  @Access('USERS_DELETE')
  @ChecksViewer
  @Mutation(() => RestoreUserPayload, { description: 'Takes a user out of the bin, as they were before.' })
  async restoreUser(
    @Arg('id', () => ID, { description: 'The user.' }) id: string,
    @Arg('email', () => String, {
      nullable: true,
      description: 'Another address, where somebody has the one that the user had.',
    })
    email: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: ResolveInfo,
  ) {
    return new RestoreUserPayload(await users.restoreUser(context, id, email, writeSelection(info)));
  }
}
