import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { Permission } from '../access/permission.enum.js';
import type { RequestContext } from '../context.js';
import { MayBeOld } from '../database/replicas/may-be-old.js';
import { User } from '../users/user.entity.js';
import { type EntryRow, listAuditEntries } from './audit.list.js';
import { auditListSelection } from './audit.selection.js';
import { visibleChanges } from './personal-changes.js';
import {
  AuditChange,
  AuditEntry,
  AuditEntryConnection,
  AuditListArgs,
  AuditPageArgs,
} from './audit.types.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Access('AUDIT_READ')
  @MayBeOld
  @Query(() => AuditEntryConnection, { description: 'The audit trail, newest first, a page at a time.' })
  auditEntries(
    @Args(() => AuditListArgs) args: AuditListArgs,
    @Ctx() { db }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listAuditEntries(db, args, auditListSelection(info));
  }

  @Access('AUDIT_READ')
  @FieldResolver(() => [AuditChange], {
    description:
      'What it changed, field by field; without USERS_READ, of names and addresses only that they changed.',
  })
  changes(@Root() { changes }: EntryRow, @Ctx() { viewer }: RequestContext) {
    return visibleChanges(changes, viewer?.permissions.has(Permission.USERS_READ) === true);
  }
}

@Resolver(() => User)
export class UserAuditResolver {
  @Access('AUDIT_READ')
  @FieldResolver(() => AuditEntryConnection, {
    description: 'What was done to the user, newest first, a page at a time.',
    // Up to three statements for each user.
    complexity: 20,
  })
  auditEntries(
    @Root() { id }: User,
    @Args(() => AuditPageArgs) args: AuditPageArgs,
    @Ctx() { db }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listAuditEntries(db, { ...args, where: { targetId: id } }, auditListSelection(info));
  }
}
