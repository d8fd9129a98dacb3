import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import { ownSession } from '../viewer/own-session.js';
import type { RequestContext } from '../../context.js';
import { viewerSelection } from '../../users/user.selection.js';
import { updateViewer } from './update-viewer.service.js';
import { UpdateViewerInput, UpdateViewerPayload } from './update-viewer.types.js';

@Resolver()
export class UpdateViewerResolver {
  @Access('SIGNED_IN')
  @Mutation(() => UpdateViewerPayload, {
    description: 'Changes one’s own names, phone, language and time zone. Not by an access token.',
  })
  updateViewer(
    @Arg('input', () => UpdateViewerInput, { description: 'The change.' }) input: UpdateViewerInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return updateViewer(context, ownSession(context.viewer), input, viewerSelection(info));
  }
}
