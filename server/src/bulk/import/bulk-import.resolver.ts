import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { payloadSelection } from '../job/bulk-job.selection.js';
import { BulkJobPayload } from '../job/bulk-job.types.js';
import { ApplyUserImportInput } from './bulk-import.input.js';
import { startImport } from './bulk-import.service.js';

@Resolver()
export class BulkImportResolver {
  @Access('USERS_WRITE')
  @Mutation(() => BulkJobPayload, {
    description:
      'Applies an import as a bulk job of the kind IMPORT. Its rows are compared with the directory once more: a row that does ' +
      'something else than the dry run showed is marked `isReclassified`, and one that was refused stays refused.',
    complexity: 20,
  })
  applyUserImport(
    @Arg('input', () => ApplyUserImportInput, { description: 'The import.' }) input: ApplyUserImportInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return startImport(context, input, payloadSelection(info));
  }
}
