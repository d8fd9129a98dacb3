import { type Opt, defineEntity, p } from '@mikro-orm/postgresql';
import { Field, getMetadataStorage, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Node } from '../node/node.interface.js';
import { Role } from '../roles/role.entity.js';
import { UserStatus } from './user.enums.js';
import { type RequiredText, ruleOf, TEXT_FIELDS, type TextField } from './user.fields.js';

const requiredText = () => p.text();
const optionalText = () => p.text().nullable();

const TEXT_COLUMNS = Object.fromEntries(
  TEXT_FIELDS.map((field) => [field, ruleOf(field).required ? requiredText() : optionalText()]),
) as { [F in TextField]: ReturnType<F extends RequiredText ? typeof requiredText : typeof optionalText> };

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  // In PostgreSQL's own wording, as the drift test compares texts.
  checks: [
    { name: 'users_updated_at_check', expression: `updated_at >= (created_at - '1 day'::interval)` },
    {
      name: 'users_last_sign_in_at_check',
      expression: `last_sign_in_at >= (created_at - '1 day'::interval)`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    ...TEXT_COLUMNS,
    passwordHash: p.text().nullable().hidden().lazy(),
    version: p.integer().version().default(1),
    createdAt: p.datetime(3).defaultRaw('now()'),
    updatedAt: p
      .datetime(3)
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    lastSignInAt: p.datetime(3).nullable(),
    activatedAt: p.datetime(3).nullable(),
    deactivatedAt: p.datetime(3).nullable(),
    deletedAt: p.datetime(3).nullable(),
    deletedById: p.uuid().nullable().fieldName('deleted_by'),
    // Kept by a trigger of the invitations.
    invitationExpiresAt: p.datetime(3).nullable(),
    // Kept by triggers of the tables of second factors.
    hasSecondFactor: p.boolean().default(false).lazy(),
    // Both are computed by the database (see the migration) and never written here.
    status: p.text().$type<UserStatus>().persist(false).lazy(),
    roles: () =>
      p.manyToMany(Role).pivotTable('user_roles').joinColumn('user_id').inverseJoinColumn('role_id'),
  },
});

/** Declares a field of the GraphQL type for each text of user.fields.ts. */
function TextFields(): PropertyDecorator {
  return (user) => {
    for (const field of TEXT_FIELDS) {
      const { required, description } = ruleOf(field);
      Field(() => String, { nullable: !required, description })(user, field);
    }
  };
}

/** A user of the directory. A property without `@Field` is stored and never shown. */
@Access('SIGNED_IN')
@ObjectType({ implements: Node, description: 'Somebody in the directory.' })
export class User extends UserSchema.class {
  // It declares all texts: the schema lists fields in the order in which they are declared.
  @TextFields()
  declare email: string;

  @Field(() => UserStatus, { description: 'The status of the user. `state` also considers the invitation.' })
  declare status: UserStatus & Opt;

  @Field(() => Int, { description: 'Grows with every change; updateUser refuses a stale one.' })
  declare version: number & Opt;

  @Field(() => Date, { description: 'When the user was added.' })
  declare createdAt: Date & Opt;

  @Field(() => Date, { description: 'When the user was last changed.' })
  declare updatedAt: Date & Opt;

  @Field(() => Date, { nullable: true, description: 'When the user last signed in; null when never.' })
  declare lastSignInAt: Date | null | undefined;

  @Field(() => Date, { nullable: true, description: 'When the user was put into the bin; null outside it.' })
  declare deletedAt: Date | null | undefined;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when the open invitation can be used; null without one.',
  })
  declare invitationExpiresAt: Date | null | undefined;
}

UserSchema.setClass(User);

/** The fields of the GraphQL type that are columns, without the id: the fields that the class above declares. */
export const STORED_FIELDS: readonly string[] = getMetadataStorage()
  .fields.filter(({ target }) => target === User)
  .map(({ name }) => name);
