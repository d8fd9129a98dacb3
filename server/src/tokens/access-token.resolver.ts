import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { ProofInput } from '../auth/proof.type.js';
import type { RequestContext } from '../context.js';
import { claimIn } from '../idempotency/idempotency.selection.js';
import { askedPage } from '../selection/asked-page.js';
import { readUser } from '../users/write/user.answer.js';
import { User } from '../users/user.entity.js';
import { viewerSelection } from '../users/user.selection.js';
import { listAccessTokens, listTokensOf } from './access-token.list.js';
import { usersIn, writtenTokenSelection } from './access-token.selection.js';
import { createAccessToken } from './access-token.service.js';
import { revokeAccessToken } from './token-revocation.service.js';
import {
  AccessTokenConnection,
  AccessTokenListArgs,
  CreateAccessTokenInput,
  CreateAccessTokenPayload,
  RevokeAccessTokenPayload,
} from './access-token.types.js';

@Resolver(() => User)
export class AccessTokenResolver {
  @Access('TOKENS_WRITE')
  @Query(() => AccessTokenConnection, {
    description: 'Everybody’s access tokens, newest first, a page at a time.',
  })
  accessTokens(
    @Args(() => AccessTokenListArgs) args: AccessTokenListArgs,
    @Ctx() { db }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listAccessTokens(db, args, askedTokens(info));
  }

  @Access('SIGNED_IN')
  @FieldResolver(() => AccessTokenConnection, {
    name: 'accessTokens',
    description: 'The user’s access tokens. One’s own, and with TOKENS_WRITE anybody’s; else FORBIDDEN.',
    // Up to three statements, for each user.
    complexity: 20,
  })
  tokensOfUser(
    @Root() { id }: User,
    @Args(() => AccessTokenListArgs) args: AccessTokenListArgs,
    @Ctx() { db, viewer }: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return listTokensOf(db, viewer, id, args, askedTokens(info));
  }

  @Access('TOKENS_WRITE')
  @Mutation(() => CreateAccessTokenPayload, {
    description: 'Makes an access token that acts as the viewer. It can’t do more than they may.',
  })
  async createAccessToken(
    @Arg('input', () => CreateAccessTokenInput, { description: 'The token.' }) input: CreateAccessTokenInput,
    @Arg('proof', () => ProofInput, {
      nullable: true,
      description:
        'That it is still the person who signed in. Needed unless they did lately; not with an access token.',
    })
    proof: ProofInput | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const asked = writtenTokenSelection(info);
    const answer = await createAccessToken(context, input, asked, proof ?? {}, claimIn(context, info));
    return { ...answer, viewer: await readViewer(context, info) };
  }

  @Access('SIGNED_IN')
  @Mutation(() => RevokeAccessTokenPayload, {
    description:
      'Revokes an access token and those made with it: one’s own, and with TOKENS_WRITE that of anybody who may do ' +
      'no more than the viewer. Doing it twice is no error.',
  })
  async revokeAccessToken(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const answer = await revokeAccessToken(context, id, writtenTokenSelection(info));
    return { ...answer, viewer: await readViewer(context, info) };
  }
}

function askedTokens(info: GraphQLResolveInfo) {
  const { rows, count, row } = askedPage(info);
  return { rows, count, user: usersIn(row) };
}

async function readViewer({ db, viewer }: RequestContext, info: GraphQLResolveInfo) {
  const asked = viewerSelection(info);
  return viewer?.userId && asked ? readUser(db, viewer.userId, asked) : null;
}
