import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { claimIn } from '../idempotency/idempotency.selection.js';
import { Role } from './role.entity.js';
import { listRoles } from './role.row.js';
import { listCountsHolders, writeCountsHolders } from './role.selection.js';
import { createRole, deleteRole, updateRole } from './role.service.js';
import {
  CreateRoleInput,
  CreateRolePayload,
  DeleteRolePayload,
  UpdateRoleInput,
  UpdateRolePayload,
} from './role.types.js';

@Resolver(() => Role)
export class RoleResolver {
  @Access('SIGNED_IN')
  @Query(() => [Role], { description: 'Every role, by name.' })
  roles(@Ctx() { db }: RequestContext, @Info() info: GraphQLResolveInfo) {
    return listRoles(db, listCountsHolders(info));
  }

  @Access('ROLES_WRITE')
  @Mutation(() => CreateRolePayload, {
    description: 'Makes a role. It can’t allow more than the viewer may do.',
  })
  createRole(
    @Arg('input', () => CreateRoleInput, { description: 'The role.' }) input: CreateRoleInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return createRole(context, input, writeCountsHolders(info), claimIn(context, info));
  }

  @Access('ROLES_WRITE')
  @Mutation(() => UpdateRolePayload, {
    description:
      'Changes a role, for everybody who has it at once. Neither before nor after may it allow more than the viewer may do.',
  })
  updateRole(
    @Arg('input', () => UpdateRoleInput, { description: 'The change.' }) input: UpdateRoleInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return updateRole(context, input, writeCountsHolders(info));
  }

  @Access('ROLES_WRITE')
  @Mutation(() => DeleteRolePayload, {
    description: 'Deletes a role that nobody has, and that allows no more than the viewer may do.',
  })
  deleteRole(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return deleteRole(context, id, writeCountsHolders(info));
  }
}
