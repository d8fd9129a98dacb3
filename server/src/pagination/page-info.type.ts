import { Field, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';

/** Relay's PageInfo. */
@Access('SIGNED_IN')
@ObjectType({ description: 'The position of a page in its list (the Relay connection specification).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether something comes before this page. Going forward: whether `after` was given.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first row; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The cursor of the last row; null on an empty page.' })
  endCursor!: string | null;
}
