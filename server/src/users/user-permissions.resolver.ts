import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { Permission } from '../access/permission.enum.js';
import { ComputedColumn } from './user.columns.js';
import { User } from './user.entity.js';
import { mayChangeRoles, mayDelete, mayWith } from './user.permissions.js';
import type { UserRow } from './user.row.js';

/**
 * The user's permissions, and the viewer's rights over the user. They are read with the page, so no field costs a
 * statement.
 */
@Resolver(() => User)
export class UserPermissionsResolver {
  @Access('SIGNED_IN')
  @FieldResolver(() => [Permission], { description: 'What the user’s roles add up to.' })
  permissions(@Root() { permissions }: UserRow) {
    return permissions;
  }

  @Access('SIGNED_IN')
  @ComputedColumn({ needs: ['permissions'] })
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change the user.' })
  viewerCanUpdate(@Root() user: UserRow, @Ctx() { viewer }: RequestContext) {
    return mayWith(viewer, Permission.USERS_WRITE, user);
  }

  @Access('SIGNED_IN')
  @ComputedColumn({ needs: ['permissions'] })
  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may put the user into the bin, and take them out.',
  })
  viewerCanDelete(@Root() user: UserRow, @Ctx() { viewer }: RequestContext) {
    return mayDelete(viewer, user);
  }

  @Access('SIGNED_IN')
  @ComputedColumn({ needs: ['permissions'] })
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change the user’s roles.' })
  viewerCanChangeRoles(@Root() user: UserRow, @Ctx() { viewer }: RequestContext) {
    return mayChangeRoles(viewer, user);
  }
}
