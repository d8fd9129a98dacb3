import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { Permission } from '../access/permission.enum.js';
import type { RequestContext } from '../context.js';
import { NewestFirstArgs } from '../pagination/newest-first.args.js';
import { askedPage } from '../selection/asked-page.js';
import { readUser } from '../users/write/user.answer.js';
import { User } from '../users/user.entity.js';
import { writeSelection } from '../users/user.selection.js';
import {
  type Revocation,
  revokeAllSessions,
  revokeOneSession,
  signOutEverywhere,
} from './session-revocation.service.js';
import { listSessions } from './session.list.js';
import {
  RevokeSessionPayload,
  RevokeSessionsPayload,
  SessionConnection,
  SignOutEverywherePayload,
} from './session.types.js';

@Resolver(() => User)
export class SessionResolver {
  @Access('SIGNED_IN')
  @FieldResolver(() => SessionConnection, {
    description: 'Where the user is signed in. One’s own, and with USERS_WRITE anybody’s; else FORBIDDEN.',
    // Up to two statements, for each user.
    complexity: 20,
  })
  sessions(
    @Root() { id }: User,
    @Args(() => NewestFirstArgs) args: NewestFirstArgs,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listSessions(db, viewer, id, args, askedPage(info));
  }

  @Access('SIGNED_IN')
  @Mutation(() => RevokeSessionPayload, {
    description:
      'Ends a session: one’s own, and with USERS_WRITE that of anybody who may do no more than the viewer. Doing it ' +
      'twice is no error.',
  })
  async revokeSession(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(context, await revokeOneSession(context, id), info);
  }

  @Access('USERS_WRITE')
  @Mutation(() => RevokeSessionsPayload, {
    description: 'Ends all sessions of a user who may do no more than the viewer.',
  })
  async revokeSessions(
    @Arg('userId', () => ID, { description: 'Whose.' }) userId: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(context, await revokeAllSessions(context, userId), info);
  }

  @Access('SIGNED_IN')
  @Mutation(() => SignOutEverywherePayload, { description: 'Ends one’s own sessions, at once.' })
  async signOutEverywhere(
    @Arg('keepCurrent', () => Boolean, {
      defaultValue: false,
      description: 'Whether the session that asks goes on.',
    })
    keepCurrent: boolean,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return answer(context, await signOutEverywhere(context, keepCurrent), info);
  }
}

async function answer(
  { db, viewer }: RequestContext,
  { userId, userErrors }: Revocation,
  info: GraphQLResolveInfo,
) {
  const asked = writeSelection(info).user;
  const isShown = viewer?.userId === userId || viewer?.permissions.has(Permission.USERS_READ) === true;
  const user = userId !== null && asked && isShown ? await readUser(db, userId, asked) : null;
  return { user, userErrors };
}
