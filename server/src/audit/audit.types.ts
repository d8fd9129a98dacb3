import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { DateTimeRange } from '../scalars/date-time-range.input.js';
import { Node } from '../node/node.interface.js';
import { PageInfo } from '../pagination/page-info.type.js';
import { newestFirstArgs } from '../pagination/newest-first.args.js';
import { User } from '../users/user.entity.js';
import { AuditAction, AuditTargetType } from './audit.enums.js';

/** The filter of a list of entries; an entry matches if it meets every condition given. */
@InputType({ description: 'Which entries a list holds. Every condition given must hold.' })
export class AuditWhere {
  @Field(() => ID, { nullable: true, description: 'Done by this user, or with a token of theirs.' })
  actorId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About whatever has this id.' })
  targetId?: string | null;

  @Field(() => [AuditAction], { nullable: true, description: 'One of these.' })
  action?: AuditAction[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Done in this span.' })
  occurredAt?: DateTimeRange | null;
}

@ArgsType()
export class AuditPageArgs extends newestFirstArgs('entries') {}

@ArgsType()
export class AuditListArgs extends AuditPageArgs {
  @Field(() => AuditWhere, { nullable: true, description: 'Which entries; left out: all.' })
  where?: AuditWhere | null;
}

/** The difference of one field. */
@Access('AUDIT_READ')
@ObjectType({ description: 'What one field was before and is after.' })
export class AuditChange {
  @Field(() => String, {
    description: 'By its name in the API. `password`, with neither before nor after, says that one was set.',
  })
  field!: string;

  @Field(() => String, { nullable: true, description: 'A list is joined by commas, a moment is ISO 8601.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'As `before`.' })
  after!: string | null;
}

/** One entry of the audit trail. */
@Access('AUDIT_READ')
@ObjectType({ implements: Node, description: 'Something that was done. It is never changed or removed.' })
export class AuditEntry extends Node {
  @Field(() => Date, { description: 'When it was done.' })
  occurredAt!: Date;

  @Field(() => AuditAction, { description: 'What was done.' })
  action!: AuditAction;

  @Field(() => ID, { nullable: true, description: 'The user who did it, whether or not they still exist.' })
  actorId!: string | null;

  @Access('USERS_READ')
  @Field(() => User, {
    nullable: true,
    description:
      'Who did it, as they are by now; null for nobody signed in, an operator, or a user no longer there.',
  })
  actor!: User | null;

  @Field(() => ID, { nullable: true, description: 'The session in which it was done.' })
  sessionId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The access token with which it was done.' })
  tokenId!: string | null;

  @Field(() => AuditTargetType, { nullable: true, description: 'What the entry is about.' })
  targetType!: AuditTargetType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of what it is about, whether or not it still exists.',
  })
  targetId!: string | null;

  @Access('USERS_READ')
  @Field(() => User, {
    nullable: true,
    description:
      'The user concerned, in their present state; null if it concerns no user, or the user no longer exists.',
  })
  target!: User | null;

  @Field(() => String, {
    nullable: true,
    description: 'The request that did it, as the log has it; of a bulk job, the id of the job.',
  })
  requestId!: string | null;

  @Field(() => String, { nullable: true, description: 'The network address from which it was done.' })
  address!: string | null;

  @Field(() => [AuditChange], { description: 'What it changed, field by field.' })
  changes!: AuditChange[];
}

/** An entry in a list. */
@Access('AUDIT_READ')
@ObjectType({ description: 'An entry at a place in a list.' })
export class AuditEntryEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before`.' })
  cursor!: string;

  @Field(() => AuditEntry, { description: 'The entry.' })
  node!: AuditEntry;
}

/** A page of the audit trail, as Relay has it. */
@Access('AUDIT_READ')
@ObjectType({ description: 'A page of the audit trail (the Relay connection specification), newest first.' })
export class AuditEntryConnection {
  @Field(() => [AuditEntryEdge], { description: 'The entries with their cursors.' })
  edges!: AuditEntryEdge[];

  @Field(() => [AuditEntry], { description: 'The entries without their cursors.' })
  nodes!: AuditEntry[];

  @Field(() => PageInfo, { description: 'The position of the page in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many entries the whole list holds, counted up to 10,000 (see totalCountIsCapped).',
    // Up to 10,000 index rows are read.
    complexity: 20,
  })
  totalCount!: number;

  @Field(() => Boolean, {
    description: 'Whether there are more than totalCount says, as counting stopped there.',
  })
  totalCountIsCapped!: boolean;
}
