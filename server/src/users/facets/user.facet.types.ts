import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { UserWhere } from '../list/user.where.js';
import { UserFacet } from './user.facet.enum.js';

/** Of which list, which facets, and which of their values. */
@ArgsType()
export class UserFacetsArgs {
  @Field(() => [UserFacet], {
    nullable: true,
    description: 'Which facets. Left out: all that the viewer may see.',
  })
  facets?: UserFacet[] | null;

  @Field(() => UserWhere, {
    nullable: true,
    description:
      'The filter of the list. Each facet leaves its own condition out, so that another value can be chosen.',
  })
  where?: UserWhere | null;

  @Field(() => String, { nullable: true, description: 'The search of the list.' })
  search?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only departments and roles whose name holds this text; case and accents are ignored.',
  })
  matching?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many values of each facet, 1 to 100. Left out: 50.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The time zone (IANA) in which days begin, for ranges of days. Left out: UTC.',
  })
  timeZone?: string | null;
}

/** A value of a facet. */
@Access('USERS_READ')
@ObjectType({ description: 'A value of a facet, and how many users of the list have it.' })
export class UserFacetValue {
  @Field(() => String, { description: 'The value, see UserFacet.' })
  value!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of a role, or the usual spelling of a department; null for other values.',
  })
  label!: string | null;

  @Field(() => Date, { nullable: true, description: 'Of a range of days: its first moment, if it has one.' })
  from!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Of a range of days: the first moment after it, if it ends.',
  })
  until!: Date | null;

  @Field(() => Int, { description: 'How many users of the list have the value, those that were counted.' })
  count!: number;

  @Field(() => Boolean, {
    description: 'Whether there may be more than count says, as counting stopped before.',
  })
  countIsCapped!: boolean;
}

/** The values of a facet. */
@Access('USERS_READ')
@ObjectType({ description: 'The values of a facet among the users of a list.' })
export class UserFacetCounts {
  @Field(() => UserFacet, { description: 'Which facet.' })
  facet!: UserFacet;

  @Field(() => [UserFacetValue], {
    description: 'Departments by count, the most frequent first; roles by name; others in their fixed order.',
  })
  values!: UserFacetValue[];

  @Field(() => Boolean, { description: 'Whether the facet has more values than these.' })
  hasMore!: boolean;
}
