import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { UserError } from '../refusals/user-error.type.js';
import { SavedView } from './view.type.js';

@InputType({ description: 'A new view.' })
export class CreateViewInput {
  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string;

  @Field(() => String, { description: 'As SavedView.query. Up to 4,000 characters.' })
  query!: string;

  @Field(() => String, { nullable: true, description: 'A JSON object of up to 4,000 characters.' })
  layout?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'For everybody, which needs ROLES_WRITE. Left out: false.',
  })
  isShared?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place among the views of its kind, personal or shared, from 0. Left out: the last.',
  })
  position?: number | null;
}

@InputType({ description: 'A change of a view. What is left out stays as it is.' })
export class UpdateViewInput {
  @Field(() => ID, { description: 'Which.' })
  id!: string;

  @Field(() => Int, { description: 'The version that the change was made on; a stale one is refused.' })
  version!: number;

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'As SavedView.query. Up to 4,000 characters.' })
  query?: string | null;

  @Field(() => String, { nullable: true, description: 'A JSON object; null takes it away.' })
  layout?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Either way needs ROLES_WRITE.' })
  isShared?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place among the views of its kind, personal or shared, from 0.',
  })
  position?: number | null;
}

/** The answer to every write of views. */
@Access('USERS_READ')
@ObjectType({ description: 'The answer to a write of views.' })
export class SavedViewPayload {
  @Field(() => SavedView, {
    nullable: true,
    description: 'The view after the write, or as it was when it was deleted; null when userErrors says why.',
  })
  view!: SavedView | null;

  @Field(() => [SavedView], {
    description: 'Every view of the viewer after the write, as Query.views has them.',
  })
  views!: SavedView[];

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}
