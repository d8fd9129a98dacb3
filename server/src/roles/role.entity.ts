import { type Opt, defineEntity, p } from '@mikro-orm/postgresql';
import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Node } from '../node/node.interface.js';
import { Permission } from '../access/permission.enum.js';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'roles',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    // Unique, case ignored: see the migration.
    name: p.text(),
    // Marks the five built-in roles, independent of their name; null for others.
    key: p.text().nullable().unique('roles_key_key'),
    description: p.text().nullable(),
    version: p.integer().version().default(1),
    permissions: p.array<Permission>((value) => value as Permission).columnType('text[]'),
  },
});

/** A named set of permissions. Users have any number of roles, and all their permissions. */
@Access('SIGNED_IN')
@ObjectType({
  implements: Node,
  description: 'A named set of permissions. A user may have several; what they allow adds up.',
})
export class Role extends RoleSchema.class {
  @Field(() => String, { description: 'Unique, case ignored, 1 to 100 characters.' })
  declare name: string;

  @Field(() => [Permission], { description: 'What the role allows.' })
  declare permissions: Permission[];

  @Field(() => Int, { description: 'Grows with every change; updateRole refuses a stale one.' })
  declare version: number & Opt;
}

RoleSchema.setClass(Role);
