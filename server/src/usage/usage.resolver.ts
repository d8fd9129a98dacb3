import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { ComputedColumn } from '../users/user.columns.js';
import { User } from '../users/user.entity.js';
import type { UserRow } from '../users/user.row.js';
import { readUsage, setDirectoryUsage, setOwnUsage, usageSettings } from './usage.service.js';
import { Usage, UsageSettings, UsageSettingsPayload } from './usage.types.js';

@Resolver(() => User)
export class UsageResolver {
  @Access('FEEDBACK_READ')
  @Query(() => Usage, {
    description: 'How the console was used in the last 30 days.',
    // Some thousand rows of 200 bytes.
    complexity: 30,
  })
  usage(@Ctx() context: RequestContext) {
    return readUsage(context);
  }

  @Access('SIGNED_IN')
  @Query(() => UsageSettings, {
    description: 'Whether the use of the console is counted. Not for an access token.',
  })
  usageSettings(@Ctx() context: RequestContext) {
    return usageSettings(context);
  }

  @Access('SIGNED_IN')
  @ComputedColumn({
    expression: sql`((select s.is_on from usage_setting s)
      and not exists (select from users_not_counted c where c.user_id = u.id))`,
  })
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether the console may count how the viewer uses it, by the settings of the directory and of the viewer. Null of others.',
  })
  isUsageCounted(
    @Root() { id, isUsageCounted }: UserRow & { isUsageCounted?: boolean },
    @Ctx() { viewer }: RequestContext,
  ) {
    // A request without a viewer sees the one user who signs in by it.
    return viewer === null || viewer.userId === id ? isUsageCounted : null;
  }

  @Access('SETTINGS_WRITE')
  @Mutation(() => UsageSettingsPayload, { description: 'Turns counting on or off for the whole directory.' })
  setDirectoryUsage(
    @Arg('isCounted', () => Boolean, { description: 'Whether to count.' }) isCounted: boolean,
    @Ctx() context: RequestContext,
  ) {
    return setDirectoryUsage(context, isCounted);
  }

  @Access('SIGNED_IN')
  @Mutation(() => UsageSettingsPayload, {
    description: 'Turns counting on or off for the viewer. Not by an access token.',
  })
  setOwnUsage(
    @Arg('isCounted', () => Boolean, { description: 'Whether to count.' }) isCounted: boolean,
    @Ctx() context: RequestContext,
  ) {
    return setOwnUsage(context, isCounted);
  }
}
