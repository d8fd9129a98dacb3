import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { listRows } from './user-import.list.js';
import { findImport, type UserImportRow } from './user-import.row.js';
import { UserImport, UserImportRowArgs, UserImportRowConnection } from './user-import.types.js';

@Resolver(() => UserImport)
export class UserImportResolver {
  @Access('USERS_WRITE')
  @Query(() => UserImport, {
    nullable: true,
    description:
      'An import of the viewer. A file is uploaded by `PUT /users/imports/{id}`, and checked again with other choices by ' +
      '`POST /users/imports/{id}/check`.',
  })
  userImport(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { db, viewer }: RequestContext,
  ) {
    // The field requires a permission, so there is a viewer.
    return viewer && findImport(db, viewer, id);
  }

  @Access('USERS_READ')
  @FieldResolver(() => UserImportRowConnection, {
    description: 'The rows of the file, and what the import does with each.',
    complexity: 20,
  })
  rows(
    @Root() { id }: UserImportRow,
    @Args(() => UserImportRowArgs) args: UserImportRowArgs,
    @Ctx() { db, locale }: RequestContext,
  ) {
    return listRows(db, id, args, locale);
  }
}
