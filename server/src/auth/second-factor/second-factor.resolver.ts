import type { GraphQLResolveInfo } from 'graphql';
import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access.js';
import { Permission } from '../../access/permission.enum.js';
import type { RequestContext } from '../../context.js';
import { ComputedColumn } from '../../users/user.columns.js';
import { User } from '../../users/user.entity.js';
import type { UserRow } from '../../users/user.row.js';
import { writeSelection } from '../../users/user.selection.js';
import { mayWith } from '../../users/user.permissions.js';
import { ownSession } from '../viewer/own-session.js';
import { ProofInput } from '../proof.type.js';
import { resetSecondFactor } from './reset.service.js';
import { readSecurity } from './security.service.js';
import {
  ConfirmTotpInput,
  ConfirmTotpPayload,
  DisableTotpPayload,
  RenewRecoveryCodesPayload,
  ResetSecondFactorPayload,
  Security,
  StartTotpPayload,
} from './security.types.js';
import * as totp from './totp.service.js';

const PROOF = 'That it is still the person who signed in.';

@Resolver(() => User)
export class SecondFactorResolver {
  @Access('SIGNED_IN')
  @Query(() => Security, { description: 'By what who asks signs in. Not for access tokens.' })
  security(@Ctx() context: RequestContext) {
    return readSecurity(context, ownSession(context.viewer));
  }

  @Access('SIGNED_IN')
  @ComputedColumn({
    expression: sql`u.has_second_factor`,
    needs: ['permissions'],
  })
  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the user has TOTP or a passkey; null where the viewer may not change the user.',
  })
  hasSecondFactor(@Root() user: UserRow, @Ctx() { viewer }: RequestContext) {
    return mayWith(viewer, Permission.USERS_WRITE, user) ? user.hasSecondFactor : null;
  }

  @Access('SIGNED_IN')
  @Mutation(() => StartTotpPayload, {
    description: 'Begins to set up an authenticator app; nothing is asked for yet. Not by an access token.',
  })
  startTotp(@Ctx() context: RequestContext) {
    return totp.startTotp(context, ownSession(context.viewer));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ConfirmTotpPayload, { description: 'Switches on what startTotp began.' })
  confirmTotp(
    @Arg('input', () => ConfirmTotpInput, { description: 'The code.' }) { code }: ConfirmTotpInput,
    @Arg('proof', () => ProofInput, {
      nullable: true,
      description: `${PROOF} Needed unless they did lately.`,
    })
    proof: ProofInput | null | undefined,
    @Ctx() context: RequestContext,
  ) {
    return totp.confirmTotp(context, ownSession(context.viewer), code, proof ?? {});
  }

  @Access('SIGNED_IN')
  @Mutation(() => DisableTotpPayload, { description: 'Switches TOTP off, and ends the recovery codes.' })
  disableTotp(
    @Arg('proof', () => ProofInput, { description: PROOF }) proof: ProofInput,
    @Ctx() context: RequestContext,
  ) {
    return totp.disableTotp(context, ownSession(context.viewer), proof);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RenewRecoveryCodesPayload, { description: 'Makes new recovery codes; the old ones end.' })
  renewRecoveryCodes(
    @Arg('proof', () => ProofInput, { description: PROOF }) proof: ProofInput,
    @Ctx() context: RequestContext,
  ) {
    return totp.renewRecoveryCodes(context, ownSession(context.viewer), proof);
  }

  @Access('USERS_WRITE')
  @Mutation(() => ResetSecondFactorPayload, {
    description: 'Takes another’s TOTP, recovery codes and passkeys away, as after a lost phone.',
  })
  resetSecondFactor(
    @Arg('id', () => ID, { description: 'Whose.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return resetSecondFactor(context, id, writeSelection(info).user);
  }
}
