import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Permission } from '../access/permission.enum.js';
import { UserError } from '../refusals/user-error.type.js';
import { Role } from './role.entity.js';
import type { RoleRow } from './role.row.js';

@InputType({ description: 'A new role.' })
export class CreateRoleInput {
  @Field(() => String, { description: 'Unique, case ignored. 1 to 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for. Up to 500 characters.' })
  description?: string | null;

  @Field(() => [Permission], {
    description: 'What it is to allow: at least one, and none that the viewer does not have.',
  })
  permissions!: Permission[];
}

@InputType({ description: 'A change of a role. What is left out stays as it is.' })
export class UpdateRoleInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the change was made on; a stale one is refused.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Unique, case ignored. 1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it is for; null empties it. Up to 500 characters.',
  })
  description?: string | null;

  @Field(() => [Permission], {
    nullable: true,
    description: 'All that it is to allow: at least one, and none that the viewer does not have.',
  })
  permissions?: Permission[] | null;
}

/** The answer to every write of roles. All of it was read in the write's transaction. */
@Access('SIGNED_IN')
@ObjectType()
abstract class RoleWritePayload {
  @Field(() => Role, {
    nullable: true,
    description: 'The role after the write, or as it was when it was deleted; null when userErrors says why.',
  })
  role!: RoleRow | null;

  @Field(() => [Role], { description: 'Every role after the write, by name.' })
  roles!: RoleRow[];

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to createRole.' })
export class CreateRolePayload extends RoleWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to updateRole.' })
export class UpdateRolePayload extends RoleWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to deleteRole.' })
export class DeleteRolePayload extends RoleWritePayload {}
