import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { UserCount } from '../users/list/count/user-count.type.js';
import { countView } from './view-count.service.js';
import { listViews } from './view.row.js';
import { createView, deleteView, updateView } from './view.service.js';
import { SavedView } from './view.type.js';
import { CreateViewInput, SavedViewPayload, UpdateViewInput } from './view.types.js';

@Resolver(() => SavedView)
export class ViewResolver {
  @Access('USERS_READ')
  @Query(() => [SavedView], {
    description: 'The viewer’s own views, then those that are shared, each in their order.',
  })
  views(@Ctx() { db, viewer }: RequestContext) {
    return listViews(db, viewer);
  }

  @Access('USERS_READ')
  @FieldResolver(() => UserCount, {
    nullable: true,
    description:
      'How many users its list holds. Exact if the list has one condition whose count the database keeps (status, role, ' +
      'department, second factor, never signed in), otherwise counted among up to 10,000 users. Null if `query` says ' +
      'something that the server does not know, or that the viewer may not filter by.',
    // Some 10,000 rows of an index may be read.
    complexity: 20,
  })
  userCount(
    @Root() { query }: SavedView,
    @Ctx() { db, viewer }: RequestContext,
    @Arg('timeZone', () => String, {
      nullable: true,
      description: 'The time zone (IANA) in which days begin, for ranges of days. Left out: UTC.',
    })
    timeZone?: string | null,
  ) {
    return countView(db, viewer, query, timeZone);
  }

  @Access('USERS_READ')
  @Mutation(() => SavedViewPayload, { description: 'Saves a view.' })
  createView(
    @Arg('input', () => CreateViewInput, { description: 'The view.' }) input: CreateViewInput,
    @Ctx() context: RequestContext,
  ) {
    return createView(context, input);
  }

  @Access('USERS_READ')
  @Mutation(() => SavedViewPayload, { description: 'Changes, moves, shares or renames a view.' })
  updateView(
    @Arg('input', () => UpdateViewInput, { description: 'The change.' }) input: UpdateViewInput,
    @Ctx() context: RequestContext,
  ) {
    return updateView(context, input);
  }

  @Access('USERS_READ')
  @Mutation(() => SavedViewPayload, { description: 'Deletes a view.' })
  deleteView(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() context: RequestContext) {
    return deleteView(context, id);
  }
}
