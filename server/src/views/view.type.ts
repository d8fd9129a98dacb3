import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';

/** A saved list of users. */
@Access('USERS_READ')
@ObjectType({ description: 'A saved list of users: what is shown, in which order, and how it looks.' })
export class SavedView {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Its name. 1 to 100 characters.' })
  name!: string;

  @Field(() => String, {
    description: 'Filters, search and order, as the console’s address has them, without the question mark.',
  })
  query!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Columns and density, as JSON that the console writes and reads.',
  })
  layout!: string | null;

  @Field(() => Boolean, { description: 'Whether everybody who may see users has it, or the viewer alone.' })
  isShared!: boolean;

  @Field(() => Int, { description: 'Grows with every change; updateView refuses a stale one.' })
  version!: number;

  @Field(() => Boolean, { description: 'Whether the viewer may change and delete it.' })
  viewerCanUpdate!: boolean;
}
