import { type Opt, defineEntity, p } from '@mikro-orm/postgresql';
import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { Node } from '../node/node.interface.js';
import { Role } from '../roles/role.entity.js';
import { UserStatus } from './user.enums.js';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  // Worded as PostgreSQL gives it back, or the two would seem to differ.
  checks: [
    { name: 'users_updated_at_check', expression: `updated_at >= (created_at - '1 day'::interval)` },
    {
      name: 'users_last_sign_in_at_check',
      expression: `last_sign_in_at >= (created_at - '1 day'::interval)`,
    },
  ],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    email: p.text(),
    displayName: p.text(),
    givenName: p.text().nullable(),
    familyName: p.text().nullable(),
    title: p.text().nullable(),
    department: p.text().nullable(),
    phone: p.text().nullable(),
    locale: p.text().nullable(),
    timeZone: p.text().nullable(),
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
    // Both are computed by the database (see the migration) and never written from here.
    status: p.text().$type<UserStatus>().persist(false).lazy(),
    roles: () =>
      p.manyToMany(Role).pivotTable('user_roles').joinColumn('user_id').inverseJoinColumn('role_id'),
  },
});

/** Somebody in the directory. What has no `@Field` is stored and never shown. */
@Access('SIGNED_IN')
@ObjectType({ implements: Node, description: 'Somebody in the directory.' })
export class User extends UserSchema.class {
  @Field(() => String, { description: 'Unique among users who are not in the bin; case is ignored.' })
  declare email: string;

  @Field(() => String, { description: 'The name that lists show. 1 to 200 characters.' })
  declare displayName: string;

  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  declare givenName: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  declare familyName: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'The job title. Up to 100 characters.' })
  declare title: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'Up to 100 characters.' })
  declare department: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'As people write it. Up to 50 characters.' })
  declare phone: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'The preferred language, a BCP 47 tag such as de-CH.' })
  declare locale: string | null | undefined;

  @Field(() => String, { nullable: true, description: 'An IANA name such as Europe/Zurich.' })
  declare timeZone: string | null | undefined;

  @Field(() => UserStatus, { description: 'Where the user stands.' })
  declare status: UserStatus & Opt;

  @Field(() => Int, { description: 'Grows with every change; updateUser refuses a stale one.' })
  declare version: number & Opt;

  @Field(() => Date, { description: 'When the user was added.' })
  declare createdAt: Date & Opt;

  @Field(() => Date, { description: 'When the user was last changed.' })
  declare updatedAt: Date & Opt;

  @Field(() => Date, { nullable: true, description: 'When the user last signed in; null when never.' })
  declare lastSignInAt: Date | null | undefined;
}

UserSchema.setClass(User);
