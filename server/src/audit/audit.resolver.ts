import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { User } from '../users/user.entity.js';
import { listAuditEntries } from './audit.list.js';
import { auditListSelection } from './audit.selection.js';
import { AuditEntry, AuditEntryConnection, AuditListArgs, AuditPageArgs } from './audit.types.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Access('AUDIT_READ')
  @Query(() => AuditEntryConnection, { description: 'The audit trail, newest first, a page at a time.' })
  auditEntries(
    @Args(() => AuditListArgs) args: AuditListArgs,
    @Ctx() { em }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listAuditEntries(em.getKysely(), args, auditListSelection(info));
  }
}

@Resolver(() => User)
export class UserAuditResolver {
  @Access('AUDIT_READ')
  @FieldResolver(() => AuditEntryConnection, {
    description: 'What was done to the user, newest first, a page at a time.',
    // Up to three statements, for each user.
    complexity: 20,
  })
  auditEntries(
    @Root() { id }: User,
    @Args(() => AuditPageArgs) args: AuditPageArgs,
    @Ctx() { em }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listAuditEntries(em.getKysely(), { ...args, where: { targetId: id } }, auditListSelection(info));
  }
}
