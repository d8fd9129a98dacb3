import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { PageInfo } from '../pagination/page-info.type.js';
import { newestFirstArgs } from '../pagination/newest-first.args.js';
import { UserError } from '../refusals/user-error.type.js';
import { FeedbackKind, FeedbackState } from './feedback.enums.js';

@InputType({ description: 'Which entries a list holds. Every condition given must hold.' })
export class FeedbackWhere {
  @Field(() => FeedbackKind, { nullable: true, description: 'Of this kind.' })
  kind?: FeedbackKind | null;

  @Field(() => FeedbackState, { nullable: true, description: 'In this state.' })
  state?: FeedbackState | null;
}

@ArgsType()
export class FeedbackListArgs extends newestFirstArgs('entries') {
  @Field(() => FeedbackWhere, { nullable: true, description: 'Which entries; left out: all.' })
  where?: FeedbackWhere | null;
}

/** What a user sent as feedback. */
@Access('FEEDBACK_READ')
@ObjectType({ description: 'What a user sent as feedback. It is erased with the user.' })
export class FeedbackEntry {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => FeedbackKind, { description: 'What it is about.' })
  kind!: FeedbackKind;

  @Field(() => FeedbackState, { description: 'How far the readers are with it.' })
  state!: FeedbackState;

  @Field(() => String, { description: 'What the sender wrote.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The pattern of the page’s address, such as /users/:id; null if the sender named none.',
  })
  page!: string | null;

  @Field(() => Boolean, { description: 'Whether the sender added a picture of the page.' })
  hasPicture!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The answer that was mailed to the sender; null while there is none.',
  })
  answer!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it was answered.' })
  answeredAt!: Date | null;

  @Field(() => Date, { description: 'When it was sent.' })
  createdAt!: Date;

  @Field(() => ID, { description: 'The user who sent it.' })
  senderId!: string;

  @Field(() => Boolean, {
    description: 'Whether an answer can be mailed: the server sends mail, and the sender is not in the bin.',
  })
  canBeAnswered!: boolean;
}

@Access('FEEDBACK_READ')
@ObjectType({ description: 'An entry at a place in a list.' })
export class FeedbackEntryEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before`.' })
  cursor!: string;

  @Field(() => FeedbackEntry, { description: 'The entry.' })
  node!: FeedbackEntry;
}

@Access('FEEDBACK_READ')
@ObjectType({ description: 'A page of feedback (the Relay connection specification), newest first.' })
export class FeedbackEntryConnection {
  @Field(() => [FeedbackEntryEdge], { description: 'The entries with their cursors.' })
  edges!: FeedbackEntryEdge[];

  @Field(() => [FeedbackEntry], { description: 'The entries without their cursors.' })
  nodes!: FeedbackEntry[];

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

@InputType({ description: 'Feedback to send.' })
export class SendFeedbackInput {
  @Field(() => FeedbackKind, { description: 'What it is about.' })
  kind!: FeedbackKind;

  @Field(() => String, { description: '1 to 4,000 characters; may have several lines.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The pattern of the page’s address, such as /users/:id. Not the address: it may hold a name.',
  })
  page?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'A JPEG of the page as Base64, in parts of up to 10,000 characters, the most that a text of a request may have. ' +
      'Up to 300 KB. Send it only if the sender has seen it and agrees.',
  })
  picture?: string[] | null;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to sendFeedback.' })
export class SendFeedbackPayload {
  @Field(() => ID, { nullable: true, description: 'The id of the entry; null when userErrors says why.' })
  id!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}

@InputType({ description: 'An answer to feedback.' })
export class AnswerFeedbackInput {
  @Field(() => ID, { description: 'Which entry.' })
  id!: string;

  @Field(() => String, { description: '1 to 4,000 characters; may have several lines.' })
  text!: string;
}

@Access('FEEDBACK_READ')
@ObjectType({ description: 'The answer to a write of an entry.' })
export class FeedbackEntryPayload {
  @Field(() => FeedbackEntry, {
    nullable: true,
    description: 'The entry after the write; null if there is none with the id.',
  })
  entry!: FeedbackEntry | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}
