import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { Role } from './role.entity.js';
import { listRoles } from './role.service.js';

@Resolver(() => Role)
export class RoleResolver {
  @Access('SIGNED_IN')
  @Query(() => [Role], { description: 'Every role, by name.' })
  roles(@Ctx() { em }: RequestContext) {
    return listRoles(em.getKysely());
  }
}
