import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { UserConnection } from './user.connection.js';
import { countInBin, suggestedTerm } from './search/user.search-miss.js';

/** Help for a search without matches. It costs extra statements, only if it is requested. */
@Resolver(() => UserConnection)
export class UserConnectionResolver {
  @Access('USERS_READ')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'A search like this one that finds somebody in the list, if this one finds nobody: each word that nobody has is ' +
      'replaced by the most similar one. Null if somebody is found, or nothing is similar. Folded, as searches are compared.',
    // Up to ten lookups in place of the rows, as there are no matches then.
    complexity: 15,
  })
  suggestion(@Root() list: UserConnection, @Ctx() { db }: RequestContext) {
    return suggestedTerm(db, list);
  }

  @Access('USERS_READ')
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many users in the bin match the search and the other filters, counted up to 10,000. Null without a search, and ' +
      'if the list is of the bin.',
    complexity: 10,
  })
  binCount(
    @Root() list: UserConnection,
    @Ctx() { db }: RequestContext,
    @Arg('ifEmpty', () => Boolean, {
      defaultValue: false,
      description: 'Only if the list holds nobody; null if it holds somebody, which then costs nothing.',
    })
    ifEmpty: boolean,
  ) {
    return countInBin(db, list, ifEmpty);
  }
}
