import { Field, ID, InterfaceType } from 'type-graphql';
import { Access } from '../access/access.js';

/** The result of `Query.node`: any object with an id (the Relay object identification). */
@Access('SIGNED_IN')
@InterfaceType({
  description: 'Anything that has an id of its own.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'A UUID, the same for good.' })
  id!: string;
}
