import { ArgsType, Field, Int } from 'type-graphql';
import type { PageArgs } from './page-window.js';

/**
 * The page arguments of a list that is always ordered newest first, as a class to extend.
 * @param rows what the list holds, for the descriptions
 */
export function newestFirstArgs(rows: string) {
  @ArgsType()
  class NewestFirst implements PageArgs {
    @Field(() => Int, {
      nullable: true,
      description: 'How many from the newest on, 1 to 100. Neither given: first 20.',
    })
    first?: number | null;

    @Field(() => String, { nullable: true, description: `Only ${rows} after this cursor: older ones.` })
    after?: string | null;

    @Field(() => Int, { nullable: true, description: 'How many from the oldest on, 1 to 100.' })
    last?: number | null;

    @Field(() => String, { nullable: true, description: `Only ${rows} before this cursor: newer ones.` })
    before?: string | null;
  }
  return NewestFirst;
}

@ArgsType()
export class NewestFirstArgs extends newestFirstArgs('rows') {}
