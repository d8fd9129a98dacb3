import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import type { RequestContext } from '../context.js';
import { EntryStatus, SignInPayload } from './auth.payloads.js';
import { needsSetUp } from './set-up.service.js';

@Resolver(() => SignInPayload)
export class EntryStatusResolver {
  @Access('PUBLIC')
  @FieldResolver(() => EntryStatus, {
    description: 'For the page for signing in, with the request that it sends anyway.',
  })
  async status(@Root() { viewer }: SignInPayload, @Ctx() context: RequestContext): Promise<EntryStatus> {
    return {
      needsSetUp: !viewer && (await needsSetUp(context)),
      sendsMail: context.mailer.isSetUp,
    };
  }
}
