import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { viewerSelection } from '../../users/user.selection.js';
import { SignInPayload } from '../auth.payloads.js';
import { ownSession } from '../viewer/own-session.js';
import { ProofInput } from '../proof.type.js';
import { signInWithPasskey, startPasskeySignIn } from './passkey-sign-in.service.js';
import * as passkeys from './passkey.service.js';
import {
  AddPasskeyInput,
  AddPasskeyPayload,
  PasskeySignInInput,
  RemovePasskeyPayload,
  RenamePasskeyInput,
  RenamePasskeyPayload,
  StartPasskeyPayload,
  StartPasskeySignInPayload,
} from './passkey.types.js';

const PROOF = 'That it is still the person who signed in. Needed unless they did lately.';

@Resolver()
export class PasskeyResolver {
  @Access('SIGNED_IN')
  @Mutation(() => StartPasskeyPayload, { description: 'Begins to add a passkey. Not by an access token.' })
  startPasskey(
    @Arg('proof', () => ProofInput, { nullable: true, description: PROOF })
    proof: ProofInput | null | undefined,
    @Ctx() context: RequestContext,
  ) {
    return passkeys.startPasskey(context, ownSession(context.viewer), proof ?? {});
  }

  @Access('SIGNED_IN')
  @Mutation(() => AddPasskeyPayload, { description: 'Adds the passkey that a browser made.' })
  addPasskey(
    @Arg('input', () => AddPasskeyInput, { description: 'The passkey.' }) input: AddPasskeyInput,
    @Ctx() context: RequestContext,
  ) {
    return passkeys.addPasskey(context, ownSession(context.viewer), input);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RenamePasskeyPayload, { description: 'Gives one’s own passkey another name.' })
  renamePasskey(
    @Arg('input', () => RenamePasskeyInput, { description: 'The name.' }) input: RenamePasskeyInput,
    @Ctx() context: RequestContext,
  ) {
    return passkeys.renamePasskey(context, ownSession(context.viewer), input);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RemovePasskeyPayload, { description: 'Takes one’s own passkey away.' })
  removePasskey(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('proof', () => ProofInput, { nullable: true, description: PROOF })
    proof: ProofInput | null | undefined,
    @Ctx() context: RequestContext,
  ) {
    return passkeys.removePasskey(context, ownSession(context.viewer), id, proof ?? {});
  }

  @Access('PUBLIC')
  @Mutation(() => StartPasskeySignInPayload, {
    description: 'Begins a sign-in with a passkey. It does not take an address.',
  })
  startPasskeySignIn(@Ctx() context: RequestContext) {
    return startPasskeySignIn(context);
  }

  @Access('PUBLIC')
  @Mutation(() => SignInPayload, {
    description: 'Signs in who has a passkey: it counts as both factors, and no address is needed.',
  })
  signInWithPasskey(
    @Arg('input', () => PasskeySignInInput, { description: 'The answer.' }) { answer }: PasskeySignInInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return signInWithPasskey(context, answer, viewerSelection(info));
  }
}
