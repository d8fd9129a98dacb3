import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { UserChange } from '../../users/news/user-change.type.js';
import { findJob } from './bulk-job.row.js';
import { jobSelection } from './bulk-job.selection.js';
import { BulkJob } from './bulk-job.types.js';

@Resolver(() => UserChange)
export class UserChangeJobResolver {
  @Access('USERS_READ')
  @FieldResolver(() => BulkJob, {
    nullable: true,
    description:
      'Of MANY: the bulk job that did it, as it is by now; null if there is none, or the viewer may not see it.',
  })
  job(
    @Root() { jobId }: UserChange,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return jobId === undefined ? null : findJob(db, viewer, jobId, jobSelection(info));
  }
}
