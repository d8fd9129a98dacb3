import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Field, Info, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { listViews } from '../../views/view.row.js';
import { SavedView } from '../../views/view.type.js';
import { listSelection } from '../user.selection.js';
import { UserConnection, UserPageArgs } from './user.connection.js';
import { listUsers } from './user.list.js';

/** For an answer after which a screen shows several lists, or their counts. */
@Access('USERS_READ')
@ObjectType({ description: 'The lists of users as they are by now.' })
export class UserLists {
  @Field(() => UserConnection, { description: 'A list of users.' })
  users(
    @Args(() => UserPageArgs) _args: UserPageArgs,
    @Ctx() { db }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UserConnection> {
    return listUsers(db, listSelection(info));
  }

  @Field(() => [SavedView], { description: 'Every view of the viewer, as Query.views has them.' })
  views(@Ctx() { db, viewer }: RequestContext): Promise<SavedView[]> {
    return listViews(db, viewer);
  }
}
