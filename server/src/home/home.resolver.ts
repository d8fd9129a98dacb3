import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { MayBeOld } from '../database/replicas/may-be-old.js';
import { readHome } from './home.service.js';
import { Home } from './home.types.js';

@Resolver(() => Home)
export class HomeResolver {
  @Access('USERS_READ')
  @MayBeOld
  @Query(() => Home, {
    description: 'The directory at a glance: totals, the last 30 days, and the most frequent values.',
    // Five statements, of which one may read 20,000 entries.
    complexity: 30,
  })
  home(@Ctx() context: RequestContext) {
    return readHome(context);
  }
}
