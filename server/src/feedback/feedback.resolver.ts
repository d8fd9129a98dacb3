import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { Permission } from '../access/permission.enum.js';
import type { RequestContext } from '../context.js';
import { readField, subfieldsOf } from '../selection/selected-field.js';
import { FeedbackState } from './feedback.enums.js';
import { type FeedbackRow, findPicture } from './feedback.row.js';
import {
  answerFeedback,
  type FeedbackSelection,
  getFeedback,
  listFeedback,
  sendFeedback,
  setFeedbackState,
} from './feedback.service.js';
import {
  AnswerFeedbackInput,
  FeedbackEntry,
  FeedbackEntryConnection,
  FeedbackEntryPayload,
  FeedbackListArgs,
  SendFeedbackInput,
  SendFeedbackPayload,
} from './feedback.types.js';

@Resolver(() => FeedbackEntry)
export class FeedbackResolver {
  @Access('FEEDBACK_READ')
  @Query(() => FeedbackEntryConnection, {
    description: 'What users sent as feedback, newest first, a page at a time.',
  })
  feedbackEntries(
    @Args(() => FeedbackListArgs) args: FeedbackListArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listFeedback(context, args, listSelection(info));
  }

  @Access('FEEDBACK_READ')
  @Query(() => FeedbackEntry, {
    nullable: true,
    description: 'One entry; null if there is none with the id.',
  })
  feedbackEntry(@Arg('id', () => ID, { description: 'Which.' }) id: string, @Ctx() context: RequestContext) {
    return getFeedback(context, id);
  }

  @Access('FEEDBACK_READ')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of the sender. Null without USERS_READ.',
  })
  senderName(@Root() { senderName }: FeedbackRow, @Ctx() context: RequestContext) {
    return seesUsers(context) ? senderName : null;
  }

  @Access('FEEDBACK_READ')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The email address of the sender. Null without USERS_READ.',
  })
  senderEmail(@Root() { senderEmail }: FeedbackRow, @Ctx() context: RequestContext) {
    return seesUsers(context) ? senderEmail : null;
  }

  @Access('FEEDBACK_READ')
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The picture, as a data URL of a JPEG; null if there is none. Ask for it of one entry.',
    // A separate statement, and up to 400 KB of the answer, so a request may have only a few.
    complexity: 500,
  })
  picture(@Root() { id, hasPicture }: FeedbackEntry, @Ctx() { db }: RequestContext) {
    return hasPicture ? findPicture(db, id) : null;
  }

  @Access('SIGNED_IN')
  @Mutation(() => SendFeedbackPayload, {
    description:
      'Sends feedback to those who run the directory. Up to 10 in an hour; not by an access token.',
  })
  sendFeedback(
    @Arg('input', () => SendFeedbackInput, { description: 'The feedback.' }) input: SendFeedbackInput,
    @Ctx() context: RequestContext,
  ) {
    return sendFeedback(context, input);
  }

  @Access('FEEDBACK_READ')
  @Mutation(() => FeedbackEntryPayload, { description: 'Marks an entry.' })
  setFeedbackState(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('state', () => FeedbackState, { description: 'How far it is.' }) state: FeedbackState,
    @Ctx() context: RequestContext,
  ) {
    return setFeedbackState(context, id, state);
  }

  @Access('FEEDBACK_READ')
  @Mutation(() => FeedbackEntryPayload, {
    description:
      'Mails an answer to the sender, and marks the entry as answered. A later answer replaces the kept one.',
  })
  answerFeedback(
    @Arg('input', () => AnswerFeedbackInput, { description: 'The answer.' }) input: AnswerFeedbackInput,
    @Ctx() context: RequestContext,
  ) {
    return answerFeedback(context, input);
  }
}

@Resolver(() => FeedbackEntryPayload)
export class FeedbackPayloadResolver {
  @Access('FEEDBACK_READ')
  @FieldResolver(() => FeedbackEntryConnection, {
    description: 'A list of feedback as it stands after the write: the entry may have left it.',
  })
  entries(
    @Args(() => FeedbackListArgs) args: FeedbackListArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listFeedback(context, args, listSelection(info));
  }
}

function listSelection(info: GraphQLResolveInfo): FeedbackSelection {
  const names = new Set(subfieldsOf(readField(info)).map(({ name }) => name));
  return {
    rows: ['edges', 'nodes', 'pageInfo'].some((name) => names.has(name)),
    count: names.has('totalCount') || names.has('totalCountIsCapped'),
  };
}

function seesUsers({ viewer }: RequestContext): boolean {
  return viewer?.permissions.has(Permission.USERS_READ) === true;
}
