import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { Role } from './role.entity.js';
import { holdersOf, type RoleRow } from './role.row.js';
import { describe, isBuiltIn, mayChange, mayGive } from './role.rules.js';

/** Computed fields of a role: its holders, and the viewer's rights over it. */
@Resolver(() => Role)
export class RolePartsResolver {
  @Access('SIGNED_IN')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What it is for. Up to 500 characters; of a built-in role, in the language that the request accepts.',
  })
  description(@Root() role: RoleRow, @Ctx() { locale }: RequestContext) {
    return describe(role, locale);
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => Boolean, {
    description: 'Whether it came with the directory; it is then neither changed nor deleted.',
  })
  isBuiltIn(@Root() role: RoleRow) {
    return isBuiltIn(role);
  }

  @Access('ROLES_WRITE')
  @FieldResolver(() => Int, {
    description: 'How many users have it, those in the bin left out. Exact at any size.',
    // A statement for each role that does not come from the list of roles.
    complexity: 5,
  })
  userCount(@Root() role: RoleRow, @Ctx() { db }: RequestContext) {
    return holdersOf(db, role);
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change the role.' })
  viewerCanUpdate(@Root() role: RoleRow, @Ctx() { viewer }: RequestContext) {
    return mayChange(viewer, role);
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may delete the role, once nobody has it.',
  })
  viewerCanDelete(@Root() role: RoleRow, @Ctx() { viewer }: RequestContext) {
    return mayChange(viewer, role);
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may give the role to users.' })
  viewerCanGive(@Root() role: RoleRow, @Ctx() { viewer }: RequestContext) {
    return mayGive(viewer, role);
  }
}
