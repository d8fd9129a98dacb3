import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { STATE } from './list/user.state-filter.js';
import { ComputedColumn } from './user.columns.js';
import { User } from './user.entity.js';
import { UserState } from './user.enums.js';
import type { UserRow } from './user.row.js';

@Resolver(() => User)
export class UserStateResolver {
  @Access('SIGNED_IN')
  @ComputedColumn({ expression: STATE })
  @FieldResolver(() => UserState, { description: 'The status of the user, with that of the invitation.' })
  state(@Root() { state }: UserRow) {
    return state;
  }
}
