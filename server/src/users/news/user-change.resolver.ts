import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { readUser } from '../write/user.answer.js';
import { UserChange } from './user-change.type.js';
import { UserConnection, UserPageArgs } from '../list/user.connection.js';
import { User } from '../user.entity.js';
import { listUsers } from '../list/user.list.js';
import { listSelection, selectionKey, userSelection } from '../user.selection.js';

@Resolver(() => UserChange)
export class UserChangeResolver {
  @Access('USERS_READ')
  @Subscription(() => UserChange, {
    description: 'Every write of users, by any principal and on any server.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.changes.subscribe(context.viewer?.userId ?? undefined),
  })
  userChanged(@Root() change: UserChange) {
    return change;
  }

  @FieldResolver(() => User, { description: 'The user as they are by now.' })
  user(@Root() change: UserChange, @Ctx() { db }: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readUser(db, change.id, userSelection(info), (key, read) => change.once(key, read));
  }

  @FieldResolver(() => UserConnection, { description: 'A list of users at present.' })
  users(
    @Root() change: UserChange,
    @Args(() => UserPageArgs) _args: UserPageArgs,
    @Ctx() { db, changes }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const selection = listSelection(info);
    const key = selectionKey(selection);
    const read = () => listUsers(db, selection);
    // A count is what costs most of the news, and rows would take too much memory.
    return selection.rows
      ? change.once(`users ${key}`, read)
      : changes.counts.read(key, change.receivedAt, read);
  }
}
