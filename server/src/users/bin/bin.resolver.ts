import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import {
  Arg,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { toIsoText } from '../../scalars/date-time.scalar.js';
import { ComputedColumn } from '../user.columns.js';
import { User } from '../user.entity.js';
import type { UserRow } from '../user.row.js';
import { writeSelection } from '../user.selection.js';
import { EraseUsersPayload, RestoreUsersPayload } from './bin.payloads.js';
import { eraseUsers, restoreUsers } from './bin.service.js';

const DAY_MS = 86_400_000;

/** The write asserts in its transaction that the viewer still has the rights that they had when they were looked up. */
const ChecksViewer = Extensions({ checksViewer: true });

/** A user with only a name, read with the row of another user. */
@Access('SIGNED_IN')
@ObjectType({ description: 'A user by name.' })
export class UserName {
  @Field(() => ID, { description: 'The id of the user.' })
  id!: string;

  @Access('USERS_READ')
  @Field(() => String, { description: 'The name that lists show.' })
  displayName!: string;
}

@Resolver(() => User)
export class BinResolver {
  @Access('SIGNED_IN')
  @ComputedColumn({
    expression: sql`(select json_build_object('id', d.id, 'displayName', d.display_name) from users d where d.id = u.deleted_by)`,
  })
  @FieldResolver(() => UserName, {
    nullable: true,
    description:
      'Who put the user into the bin; null outside it, for an operator, or a user no longer there.',
  })
  deletedBy(@Root() { deletedBy }: UserRow) {
    return deletedBy;
  }

  @Access('SIGNED_IN')
  @ComputedColumn({ needs: ['deletedAt'] })
  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'From when on the user may be erased; null outside the bin, and where the server keeps the bin.',
  })
  erasedAt(@Root() { deletedAt }: UserRow, @Ctx() { binDays }: RequestContext) {
    if (!deletedAt || binDays === 0) return null;
    return new Date(Date.parse(toIsoText(deletedAt)) + binDays * DAY_MS);
  }

  @Access('USERS_DELETE')
  @ChecksViewer
  @Mutation(() => RestoreUsersPayload, {
    description:
      'Takes users out of the bin, as they were before. Those who cannot be are in userErrors; up to 100.',
    complexity: 100,
  })
  async restoreUsers(
    @Arg('ids', () => [ID], { description: 'The user.' }) ids: string[],
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return new RestoreUsersPayload(await restoreUsers(context, ids, writeSelection(info)));
  }

  @Access('USERS_DELETE')
  @ChecksViewer
  @Mutation(() => EraseUsersPayload, {
    description:
      'Erases users who are in the bin, with all that is stored of them, the values in the audit trail included. It cannot be undone; up to 100.',
    complexity: 100,
  })
  async eraseUsers(
    @Arg('ids', () => [ID], { description: 'The user.' }) ids: string[],
    @Arg('confirmation', () => String, { description: '`erase` and the number of ids, such as `erase 3`.' })
    confirmation: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return new EraseUsersPayload(await eraseUsers(context, ids, confirmation, writeSelection(info)));
  }
}
