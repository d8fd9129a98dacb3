import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Info,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { NewestFirstArgs } from '../../pagination/newest-first.args.js';
import { UserLists } from '../../users/list/user-lists.type.js';
import { StartBulkJobInput } from '../change/bulk-change.input.js';
import { listItems } from './bulk-item.row.js';
import { previewJob } from './bulk-preview.service.js';
import { findJob, isOpen, listJobs, mayCancel, mayUndo, type NamedBulkJob } from './bulk-job.row.js';
import { itemUserFields, jobPageSelection, jobSelection, payloadSelection } from './bulk-job.selection.js';
import { cancelJob, startJob, undoJob } from './bulk-job.service.js';
import {
  BulkItemArgs,
  BulkItemConnection,
  BulkJob,
  BulkJobConnection,
  BulkJobPayload,
  BulkPreview,
} from './bulk-job.types.js';
import type { BulkJobWatch } from './bulk-job.watch.js';

@Resolver(() => BulkJob)
export class BulkJobResolver {
  @Access('USERS_READ')
  @Query(() => BulkJob, {
    nullable: true,
    description: 'One bulk job; null if the viewer may see none with this id.',
  })
  bulkJob(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findJob(db, viewer, id, jobSelection(info));
  }

  @Access('USERS_READ')
  @Query(() => BulkJobConnection, {
    description: 'Bulk jobs, newest first: one’s own, and with AUDIT_READ all.',
  })
  bulkJobs(
    @Args(() => NewestFirstArgs) args: NewestFirstArgs,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listJobs(db, viewer, args, jobPageSelection(info));
  }

  @Access('USERS_READ')
  @Query(() => BulkPreview, {
    description: 'What a bulk job would do if it ran now. It changes nothing.',
    // Up to 10,000 users are read and judged, and a count by several conditions may take a second.
    complexity: 700,
  })
  bulkPreview(
    @Arg('input', () => StartBulkJobInput, { description: 'The job; `expectedCount` has no effect.' })
    input: StartBulkJobInput,
    @Ctx() context: RequestContext,
  ) {
    return previewJob(context, input);
  }

  @Access('USERS_READ')
  @Mutation(() => BulkJobPayload, {
    description:
      'Starts a change of many users. The answer comes at once; the server freezes the set and changes it in batches. The ' +
      'permission depends on the kind, see BulkChangeKind.',
    complexity: 20,
  })
  startBulkJob(
    @Arg('input', () => StartBulkJobInput, { description: 'The change, and the users.' })
    input: StartBulkJobInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return startJob(context, input, payloadSelection(info));
  }

  @Access('USERS_READ')
  @Mutation(() => BulkJobPayload, {
    description: 'Cancels a job: it stops after the present batch. What was done stays, and can be undone.',
  })
  cancelBulkJob(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return cancelJob(context, id, payloadSelection(info));
  }

  @Access('USERS_READ')
  @Mutation(() => BulkJobPayload, {
    description:
      'Starts a job that undoes another one, up to 30 days after its end, and answers with the new job. A user who was ' +
      'changed since is left as is, with the reason STALE_VERSION.',
  })
  undoBulkJob(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return undoJob(context, id, payloadSelection(info));
  }

  @Access('USERS_READ')
  @Subscription(() => BulkJob, {
    nullable: true,
    description:
      'A job as it is by now: at once, then as it moves on, at most twice a second. Null if the viewer may see none with this id.',
    subscribe: ({ args, context }: { args: { id: string }; context: RequestContext }) =>
      context.bulk.watch(args.id.toLowerCase()),
  })
  bulkJobChanged(
    @Root() { jobId }: BulkJobWatch,
    @Arg('id', () => ID, { description: 'Which.' }) _id: string,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return findJob(db, viewer, jobId, jobSelection(info));
  }

  @Access('USERS_READ')
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may cancel it now.' })
  viewerCanCancel(@Root() job: NamedBulkJob, @Ctx() { viewer }: RequestContext) {
    return mayCancel(viewer, job);
  }

  @Access('USERS_READ')
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may undo it now.' })
  viewerCanUndo(@Root() job: NamedBulkJob, @Ctx() { viewer }: RequestContext) {
    return mayUndo(viewer, job);
  }

  @Access('USERS_READ')
  @FieldResolver(() => UserLists, {
    nullable: true,
    description: 'The lists of users after it; null until it has ended, as each batch changes them.',
  })
  lists(@Root() job: NamedBulkJob): UserLists | null {
    return isOpen(job) ? null : new UserLists();
  }

  @Access('USERS_READ')
  @FieldResolver(() => BulkItemConnection, {
    description: 'The results, in the order in which the job handles users. They are kept for 30 days.',
    complexity: 20,
  })
  items(
    @Root() job: NamedBulkJob,
    @Args(() => BulkItemArgs) args: BulkItemArgs,
    @Ctx() { db, locale }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listItems(db, job, args, itemUserFields(info), locale);
  }
}
