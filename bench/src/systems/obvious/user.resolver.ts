import { type EntityManager, type FilterQuery, raw } from '@mikro-orm/postgresql';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { searchCondition } from '../search-condition.js';
import { User } from './user.entity.js';
import { CountedUserPage, CreateUserInput, CreateUserPayload, ListArgs, UserPage } from './user.types.js';

/** An entity manager for each request, so that no request sees another's entities. */
export interface RequestContext {
  em: EntityManager;
}

const NEWEST_FIRST = { createdAt: 'desc', id: 'desc' } as const;

@Resolver(User)
export class UserResolver {
  @Query(() => User, { nullable: true })
  user(@Arg('id', () => ID) id: string, @Ctx() { em }: RequestContext): Promise<User | null> {
    return em.findOne(User, { id });
  }

  @Query(() => UserPage)
  users(@Args(() => ListArgs) args: ListArgs, @Ctx() { em }: RequestContext): Promise<UserPage> {
    return pageOf(em, args);
  }

  @Query(() => CountedUserPage)
  async countedUsers(
    @Args(() => ListArgs) args: ListArgs,
    @Ctx() { em }: RequestContext,
  ): Promise<CountedUserPage> {
    const { limit, offset } = args;
    const [items, totalCount] = await em.findAndCount(User, whereOf(args), {
      orderBy: NEWEST_FIRST,
      limit,
      offset,
    });
    return { items, hasMore: offset + items.length < totalCount, totalCount };
  }

  /** Writes only the user, without the audit entry that others write, which favours this system. */
  @Mutation(() => CreateUserPayload)
  async createUser(
    @Arg('input', () => CreateUserInput) input: CreateUserInput,
    @Ctx() { em }: RequestContext,
  ): Promise<CreateUserPayload> {
    const { email, displayName } = input;
    const user = em.create(User, { email, displayName });
    await em.persist(user).flush();
    return { user, users: await pageOf(em, { limit: 20, offset: 0 }) };
  }
}

/** One more than the page shows whether there are more. */
async function pageOf(em: EntityManager, args: ListArgs): Promise<UserPage> {
  const { limit, offset } = args;
  const found = await em.find(User, whereOf(args), { orderBy: NEWEST_FIRST, limit: limit + 1, offset });
  return { items: found.slice(0, limit), hasMore: found.length > limit };
}

function whereOf({ search, status }: ListArgs): FilterQuery<User> {
  const term = search?.trim();
  return {
    deletedAt: null,
    ...(status && { status }),
    ...(term && {
      [raw((alias) => `(${searchCondition(alias, term, 'search_key(:term::text)')})`, { term })]: [],
    }),
  };
}
