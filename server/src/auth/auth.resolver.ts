import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../context.js';
import { User } from '../users/user.entity.js';
import { readUser } from '../users/write/user.answer.js';
import { userSelection, viewerSelection } from '../users/user.selection.js';
import { Access } from '../access/access.js';
import { ShowsUser } from '../access/shows.js';
import { ChangePasswordInput, CompleteSignInInput, SetUpInput, SignInInput } from './auth.inputs.js';
import { ChangePasswordPayload, SignInPayload, SignOutPayload } from './auth.payloads.js';
import { changePassword } from './password/change-password.service.js';
import { completeSignIn } from './sign-in/complete-sign-in.service.js';
import { ownSession } from './viewer/own-session.js';
import { setUp } from './set-up.service.js';
import { refreshSession, signIn, signOut } from './sign-in/sign-in.service.js';

@Resolver()
export class AuthResolver {
  @Access('PUBLIC')
  @ShowsUser('VIEWER')
  @Query(() => User, { nullable: true, description: 'Who asks; null when nobody is signed in.' })
  viewer(@Ctx() { db, viewer }: RequestContext, @Info() info: GraphQLResolveInfo) {
    return viewer?.userId ? readUser(db, viewer.userId, userSelection(info)) : null;
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, { description: 'Signs a user in. Once in an operation.' })
  signIn(
    @Arg('input', () => SignInInput, { description: 'Who.' }) input: SignInInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return signIn(context, input, viewerSelection(info));
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, { description: 'Signs in who knew the password, by a code: see signIn.' })
  completeSignIn(
    @Arg('input', () => CompleteSignInInput, { description: 'The code.' }) input: CompleteSignInInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return completeSignIn(context, input, viewerSelection(info));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ChangePasswordPayload, {
    description: 'Gives who asks another password, and ends their other sessions. Not by an access token.',
  })
  changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'Both passwords.' }) input: ChangePasswordInput,
    @Ctx() context: RequestContext,
  ) {
    return changePassword(context, ownSession(context.viewer), input);
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, {
    description: 'The next access token, by the refresh cookie; nobody where there is no session any more.',
  })
  refreshSession(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return refreshSession(context, viewerSelection(info));
  }

  @Access('PUBLIC')
  @Mutation(() => SignOutPayload, { description: 'Ends this session. Doing it twice is no error.' })
  async signOut(@Ctx() context: RequestContext) {
    await signOut(context);
    return { userErrors: [] };
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, {
    description: 'Makes the first owner of a directory that has none, with the link that the start prints.',
  })
  setUp(
    @Arg('input', () => SetUpInput, { description: 'The owner.' }) input: SetUpInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return setUp(context, input, viewerSelection(info));
  }
}
