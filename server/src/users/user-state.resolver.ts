import { sql } from 'kysely';
import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../access/access.js';
import { ComputedColumn } from './user.columns.js';
import { User } from './user.entity.js';
import { UserState } from './user.enums.js';
import type { UserRow } from './user.row.js';

/** The same rules as the filter's (list/user.state-filter.ts). It is computed as it is read, since invitations expire without a write. */
const STATE = sql`case when u.status <> 'INVITED' then u.status when u.invitation_expires_at is null then 'NO_ACCESS'
  when u.invitation_expires_at > now() then 'INVITED' else 'INVITATION_EXPIRED' end`;

@Resolver(() => User)
export class UserStateResolver {
  @Access('SIGNED_IN')
  @ComputedColumn({ expression: STATE })
  @FieldResolver(() => UserState, { description: 'Where the user stands, the invitation included.' })
  state(@Root() { state }: UserRow) {
    return state;
  }
}
