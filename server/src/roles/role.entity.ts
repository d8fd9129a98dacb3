import { defineEntity, p } from '@mikro-orm/postgresql';
import { Field, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Node } from '../node/node.interface.js';
import { Permission } from '../access/permission.enum.js';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'roles',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    name: p.text().unique('roles_name_key'),
    // OWNER for the one that the rules know, whatever it is called; nothing for others.
    key: p.text().nullable().unique('roles_key_key'),
    permissions: p.array<Permission>((value) => value as Permission).columnType('text[]'),
  },
});

/** A named set of permissions. Users have any number of roles; what they allow adds up. */
@Access('SIGNED_IN')
@ObjectType({
  implements: Node,
  description: 'A named set of permissions. A user may have several; what they allow adds up.',
})
export class Role extends RoleSchema.class {
  @Field(() => String, { description: 'Unique, 1 to 100 characters.' })
  declare name: string;

  @Field(() => [Permission], { description: 'What the role allows.' })
  declare permissions: Permission[];
}

RoleSchema.setClass(Role);
