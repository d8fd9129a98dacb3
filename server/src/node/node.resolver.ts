import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { findAuditEntry } from '../audit/audit.list.js';
import { auditEntrySelection } from '../audit/audit.selection.js';
import { Access } from '../access/access.js';
import { findJob } from '../bulk/job/bulk-job.row.js';
import { jobNodeSelection } from '../bulk/job/bulk-job.selection.js';
import type { RequestContext } from '../context.js';
import { findInvitation } from '../invitations/invitation.row.js';
import { invitationNodeSelection } from '../invitations/invitation.selection.js';
import { Permission } from '../access/permission.enum.js';
import { findRoleById } from '../roles/role.row.js';
import { findSession } from '../sessions/session.list.js';
import { findAccessToken } from '../tokens/access-token.list.js';
import { tokenSelection } from '../tokens/access-token.selection.js';
import { readUser } from '../users/write/user.answer.js';
import { userSelection } from '../users/user.selection.js';
import { Node } from './node.interface.js';

@Resolver()
export class NodeResolver {
  @Access('USERS_READ')
  @Query(() => Node, { nullable: true, description: 'Anything by its id; null where there is nothing.' })
  async node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const user = await readUser(db, id, userSelection(info));
    if (user) return { __typename: 'User', ...user };
    const role = await findRoleById(db, id);
    if (role) return { __typename: 'Role', ...role };
    const session = await findSession(db, viewer, id);
    if (session) return { __typename: 'Session', ...session };
    const token = await findAccessToken(db, viewer, id, tokenSelection(info));
    if (token) return { __typename: 'AccessToken', ...token };
    const job = await findJob(db, viewer, id, jobNodeSelection(info));
    if (job) return { __typename: 'BulkJob', ...job };
    if (viewer?.permissions.has(Permission.USERS_WRITE)) {
      const invitation = await findInvitation(db, id, invitationNodeSelection(info));
      if (invitation) return { __typename: 'Invitation', ...invitation };
    }
    // Everybody may request the id and the type of a node, also of an entry.
    if (!viewer?.permissions.has(Permission.AUDIT_READ)) return undefined;
    const entry = await findAuditEntry(db, id, auditEntrySelection(info));
    return entry && { __typename: 'AuditEntry', ...entry };
  }
}
