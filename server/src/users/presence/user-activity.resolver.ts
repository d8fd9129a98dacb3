import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../access/access.js';
import { Permission } from '../../access/permission.enum.js';
import type { RequestContext } from '../../context.js';
import { isUuid } from '../../pagination/cursor.js';
import { readField, subfieldsOf } from '../../selection/selected-field.js';
import { changesSince } from '../conflict/user-conflict.service.js';
import { UserFieldChange } from '../conflict/user-conflict.type.js';
import { User } from '../user.entity.js';
import { findUsersByIds } from '../user-lookup.service.js';
import { userSelection } from '../user.selection.js';
import { readUser } from '../write/user.answer.js';
import { UserActivity, UserEditor } from './user-activity.type.js';
import type { UserWatch } from './user-watch.js';

interface Subscribing {
  args: { id: string; isEditing: boolean };
  context: RequestContext;
}

@Resolver(() => UserActivity)
export class UserActivityResolver {
  @Access('USERS_READ')
  @Subscription(() => UserActivity, {
    description:
      'Who else edits a user, at once and whenever it changes, and what was written. Others see the viewer as editing for as ' +
      'long as the subscription lasts, if it says so; without USERS_WRITE, and for an operator, it says nothing.',
    subscribe: ({ args, context: { changes, viewer } }: Subscribing) => {
      const edits = args.isEditing && isUuid(args.id) && viewer?.permissions.has(Permission.USERS_WRITE);
      return changes.presence.watch(args.id.toLowerCase(), (edits && viewer?.userId) || undefined);
    },
  })
  userActivity(
    @Root() watch: UserWatch,
    @Arg('id', () => ID, { description: 'The user’s id.' }) _id: string,
    @Arg('isEditing', () => Boolean, { description: 'Whether the viewer edits the user.' })
    _isEditing: boolean,
  ) {
    return watch;
  }

  @FieldResolver(() => User, { nullable: true, description: 'The user as they are by now.' })
  user(@Root() { userId }: UserActivity, @Ctx() { db }: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readUser(db, userId, userSelection(info));
  }

  @FieldResolver(() => [UserEditor], {
    description: 'Who edits the user in other windows, 20 of them at the most.',
    complexity: 20,
  })
  async editors(
    @Root() { key, userId }: UserActivity,
    @Ctx() { db, changes, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const others = changes.presence.editorsOf(userId).filter((each) => each.key !== key);
    const ids = [...new Set(others.map(({ editorId }) => editorId))];
    const users = await findUsersByIds(db, ids, fieldsBelow(info, 'user'));
    return ids.flatMap((id) => {
      const user = users.get(id);
      return user ? [{ user, isOwn: id === viewer?.userId }] : [];
    });
  }

  @FieldResolver(() => [UserFieldChange], {
    description: 'Each field that differs from an earlier version, with who changed it; see UserConflict.',
    complexity: 20,
  })
  changes(
    @Root() { userId }: UserActivity,
    @Arg('since', () => Int, { description: 'That version.' }) since: number,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    if (!isUuid(userId)) return [];
    return changesSince(db, viewer, { userId, version: since }, fieldsBelow(info, 'actor'));
  }
}

/** The names of the fields that are asked of the users under a field. */
function fieldsBelow(info: GraphQLResolveInfo, name: string): ReadonlySet<string> {
  const below = subfieldsOf(readField(info)).filter((field) => field.name === name);
  return new Set(below.flatMap((field) => subfieldsOf(field)).map((field) => field.name));
}
