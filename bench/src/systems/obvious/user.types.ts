import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { User } from './user.entity.js';

@ArgsType()
export class ListArgs {
  @Field(() => Int, { defaultValue: 20 })
  limit!: number;

  @Field(() => Int, { defaultValue: 0 })
  offset!: number;

  @Field({ nullable: true })
  search?: string;

  @Field({ nullable: true })
  status?: string;
}

@ObjectType()
export class UserPage {
  @Field(() => [User])
  items!: User[];

  @Field()
  hasMore!: boolean;
}

@ObjectType()
export class CountedUserPage extends UserPage {
  @Field(() => Int)
  totalCount!: number;
}

@InputType()
export class CreateUserInput {
  @Field()
  email!: string;

  @Field()
  displayName!: string;
}

@ObjectType()
export class CreateUserPayload {
  @Field(() => User)
  user!: User;

  @Field(() => UserPage)
  users!: UserPage;
}
