import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { listViews } from './view.row.js';
import { createView, deleteView, updateView } from './view.service.js';
import { CreateViewInput, SavedView, SavedViewPayload, UpdateViewInput } from './view.types.js';

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
