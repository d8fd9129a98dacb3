import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { OptionalProps } from '@mikro-orm/postgresql';
import { Field, ID, ObjectType } from 'type-graphql';

/** One class for the table and the API, with the columns that people see. */
@ObjectType()
@Entity({ tableName: 'users' })
export class User {
  [OptionalProps]?: 'status' | 'createdAt' | 'updatedAt';

  @Field(() => ID)
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuidv7()' })
  id!: string;

  @Field()
  @Property()
  email!: string;

  @Field()
  @Property()
  displayName!: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  givenName?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  familyName?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  title?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  department?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  phone?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  locale?: string;

  @Field({ nullable: true })
  @Property({ nullable: true })
  timeZone?: string;

  @Field()
  @Property({
    generated: `(case when deleted_at is not null then 'DELETED' when deactivated_at is not null then 'DEACTIVATED'
      when activated_at is null then 'INVITED' else 'ACTIVE' end) stored`,
  })
  status!: string;

  @Field()
  @Property({ defaultRaw: 'now()' })
  createdAt!: Date;

  @Field()
  @Property({ defaultRaw: 'now()', onUpdate: () => new Date() })
  updatedAt!: Date;

  @Field({ nullable: true })
  @Property({ nullable: true })
  lastSignInAt?: Date;

  @Field({ nullable: true })
  @Property({ nullable: true })
  deletedAt?: Date;
}
