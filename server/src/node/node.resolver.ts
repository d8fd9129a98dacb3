import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { Access } from '../auth/access.js';
import type { RequestContext } from '../context.js';
import { findRoleById } from '../roles/role.service.js';
import { readUser } from '../users/user.answer.js';
import { userSelection } from '../users/user.selection.js';
import { Node } from './node.interface.js';

@Resolver()
export class NodeResolver {
  @Access('USERS_READ')
  @Query(() => Node, { nullable: true, description: 'Anything by its id; null where there is nothing.' })
  async node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() { em }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const db = em.getKysely();
    const user = await readUser(db, id, userSelection(info));
    if (user) return { __typename: 'User', ...user };
    const role = await findRoleById(db, id);
    return role && { __typename: 'Role', ...role };
  }
}
