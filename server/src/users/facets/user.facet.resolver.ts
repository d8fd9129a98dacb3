import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { MayBeOld } from '../../database/replicas/may-be-old.js';
import { userFacets } from './user.facet.service.js';
import { UserFacetCounts, UserFacetsArgs } from './user.facet.types.js';

@Resolver(() => UserFacetCounts)
export class UserFacetResolver {
  @Access('USERS_READ')
  @MayBeOld
  @Query(() => [UserFacetCounts], {
    description:
      'How many users of a list have which value of each facet. Exact at any size if the list has no other filter; ' +
      'otherwise counted among up to 10,000 users, see countIsCapped.',
    // A statement for each facet, which may read 10,000 rows; a filter by several conditions costs more, see filter-weight.ts.
    complexity: 10,
  })
  userFacets(@Args(() => UserFacetsArgs) args: UserFacetsArgs, @Ctx() { db, viewer }: RequestContext) {
    return userFacets(db, viewer, args);
  }
}
