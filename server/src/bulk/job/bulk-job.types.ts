import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { Node } from '../../node/node.interface.js';
import { PageInfo } from '../../pagination/page-info.type.js';
import type { PageArgs } from '../../pagination/page-window.js';
import { UserErrorCode } from '../../refusals/user-error.enum.js';
import { UserError } from '../../refusals/user-error.type.js';
import { User } from '../../users/user.entity.js';
import { BulkChangeKind, BulkField } from '../change/bulk-change.enums.js';
import { BulkFailure, BulkItemOutcome, BulkJobState } from './bulk-job.enums.js';

/** The parameters of a change. */
@Access('USERS_READ')
@ObjectType({ description: 'What a bulk job does to each user.' })
export class BulkChange {
  @Field(() => ID, { nullable: true, description: 'Of ADD_ROLE and REMOVE_ROLE: the role.' })
  roleId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of the role when the job was started.',
  })
  roleName!: string | null;

  @Field(() => BulkField, { nullable: true, description: 'Of SET_FIELD: the field.' })
  field!: BulkField | null;

  @Field(() => String, { nullable: true, description: 'Of SET_FIELD: the value; null empties the field.' })
  value!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of IMPORT: the import; kept for three days.' })
  importId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of IMPORT: the name of the file.' })
  fileName!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of IMPORT: whether those created are invited by mail.',
  })
  invites!: boolean | null;
}

/** A change of many users. */
@Access('USERS_READ')
@ObjectType({
  implements: Node,
  description:
    'A change of many users, done by the server in batches. Shown to the actor, and with AUDIT_READ to others.',
})
export class BulkJob implements Node {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => BulkChangeKind, {
    description: 'What it does to each user; of an undo, what it undoes (see `undoOf`).',
  })
  kind!: BulkChangeKind;

  @Field(() => BulkChange, { description: 'The parameters of the change.' })
  change!: BulkChange;

  @Field(() => BulkJobState, { description: 'Where it is.' })
  state!: BulkJobState;

  @Field(() => BulkFailure, { nullable: true, description: 'Why it failed; null unless it is FAILED.' })
  failure!: BulkFailure | null;

  @Field(() => Boolean, {
    description: 'Whether somebody asked to cancel it. It stops after the present batch.',
  })
  isCancelRequested!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'How many users the frozen set holds; null until it is frozen.',
  })
  total!: number | null;

  @Field(() => Int, { description: 'How many of them have an outcome.' })
  position!: number;

  @Field(() => Int, { description: 'How many were changed; of an import, those created too.' })
  changed!: number;

  @Field(() => Int, { description: 'Of an import: how many of them were created.' })
  created!: number;

  @Field(() => Int, { description: 'How many were as asked already.' })
  unchanged!: number;

  @Field(() => Int, { description: 'How many were refused.' })
  refused!: number;

  @Field(() => Date, { description: 'When it was started.' })
  createdAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When its set of users was frozen: later matches are not in it.',
  })
  frozenAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When a server began with it.' })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  finishedAt!: Date | null;

  @Field(() => User, {
    nullable: true,
    description: 'Who started it, as they are by now; null for an operator, or a user no longer there.',
  })
  actor!: User | null;

  @Field(() => ID, { nullable: true, description: 'The id of the job that it undoes.' })
  undoOf!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the job that undoes it.' })
  undoneBy!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when it can be undone, 30 days from its end; null if it cannot.',
  })
  undoableUntil!: Date | null;

  @Field(() => Boolean, { description: 'Whether the viewer may cancel it now.' })
  viewerCanCancel!: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer may undo it now.' })
  viewerCanUndo!: boolean;
}

/** The result for one user. */
@Access('USERS_READ')
@ObjectType({ description: 'The result of a bulk job for one user.' })
export class BulkItem {
  @Field(() => Int, { description: 'Its number within the job, from 1.' })
  number!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the user; null for a refused row of an import.',
  })
  userId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of an import: the line of the file, as long as the upload is kept.',
  })
  line!: number | null;

  @Field(() => Boolean, { description: 'Of an import: whether the user was created.' })
  isCreated!: boolean;

  @Field(() => User, {
    nullable: true,
    description: 'The user as they are by now; null if they were erased.',
  })
  user!: User | null;

  @Field(() => BulkItemOutcome, { nullable: true, description: 'The result; null until there is one.' })
  outcome!: BulkItemOutcome | null;

  @Field(() => UserErrorCode, { nullable: true, description: 'The rule that refused it.' })
  reason!: UserErrorCode | null;

  @Field(() => String, {
    nullable: true,
    description: 'The reason, for people, in the language of the request.',
  })
  message!: string | null;
}

@Access('USERS_READ')
@ObjectType({ description: 'A result at a place in a list.' })
export class BulkItemEdge {
  @Field(() => String, { description: 'The place, for `after`.' })
  cursor!: string;

  @Field(() => BulkItem, { description: 'The result.' })
  node!: BulkItem;
}

@Access('USERS_READ')
@ObjectType({ description: 'A page of results, in the order in which the job handles users.' })
export class BulkItemConnection {
  @Field(() => [BulkItemEdge], { description: 'The results with their cursors.' })
  edges!: BulkItemEdge[];

  @Field(() => [BulkItem], { description: 'The results without their cursors.' })
  nodes!: BulkItem[];

  @Field(() => PageInfo, { description: 'Where the page is in the list.' })
  pageInfo!: PageInfo;
}

@ArgsType()
export class BulkItemArgs implements PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many, 1 to 100. Left out: 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only results after this cursor.' })
  after?: string | null;

  @Field(() => BulkItemOutcome, {
    nullable: true,
    description: 'Only this outcome; left out: all users of the set.',
  })
  outcome?: BulkItemOutcome | null;
}

@Access('USERS_READ')
@ObjectType({ description: 'A job at a place in a list.' })
export class BulkJobEdge {
  @Field(() => String, { description: 'The place, for `after` and `before`.' })
  cursor!: string;

  @Field(() => BulkJob, { description: 'The job.' })
  node!: BulkJob;
}

@Access('USERS_READ')
@ObjectType({ description: 'A page of bulk jobs (the Relay connection specification), newest first.' })
export class BulkJobConnection {
  @Field(() => [BulkJobEdge], { description: 'The jobs with their cursors.' })
  edges!: BulkJobEdge[];

  @Field(() => [BulkJob], { description: 'The jobs without their cursors.' })
  nodes!: BulkJob[];

  @Field(() => PageInfo, { description: 'Where the page is in the list.' })
  pageInfo!: PageInfo;
}

@Access('USERS_READ')
@ObjectType({ description: 'The answer to a write of a bulk job.' })
export class BulkJobPayload {
  @Field(() => BulkJob, { nullable: true, description: 'The job; null if userErrors says why.' })
  job!: BulkJob | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty if it was.' })
  userErrors!: UserError[];
}

@Access('USERS_READ')
@ObjectType({ description: 'How many users a rule would refuse.' })
export class BulkRefusalCount {
  @Field(() => UserErrorCode, { description: 'The rule.' })
  reason!: UserErrorCode;

  @Field(() => String, { description: 'The reason, for people, in the language of the request.' })
  message!: string;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

/** What a job would do. */
@Access('USERS_READ')
@ObjectType({
  description:
    'What a bulk job would do if it ran now. At most 10,000 users are examined, so the cost is bounded.',
})
export class BulkPreview {
  @Field(() => Int, { description: 'How many users the set holds, as totalCount of `users` counts them.' })
  total!: number;

  @Field(() => Boolean, {
    description: 'Whether the set holds more than `total`, as counting stopped there.',
  })
  totalIsCapped!: boolean;

  @Field(() => Int, { description: 'How many users were examined: the counts below are of these.' })
  examined!: number;

  @Field(() => Boolean, { description: 'Whether all users of the set were examined.' })
  isExact!: boolean;

  @Field(() => Int, { description: 'How many would be changed.' })
  changed!: number;

  @Field(() => Int, { description: 'How many are as asked already.' })
  unchanged!: number;

  @Field(() => [BulkRefusalCount], {
    description: 'How many would be refused, by rule; the most frequent first.',
  })
  refused!: BulkRefusalCount[];

  @Field(() => [UserError], { description: 'Why such a job cannot be started; empty if it can.' })
  userErrors!: UserError[];
}
