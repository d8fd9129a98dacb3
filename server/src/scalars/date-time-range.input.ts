import { Field, InputType } from 'type-graphql';

/** A span of time: it includes `from`, and excludes `until`. */
@InputType({ description: 'A span of time. `from` is in it, `until` is not; either may be left out.' })
export class DateTimeRange {
  @Field(() => Date, { nullable: true, description: 'The first moment in the span.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'The first moment after the span.' })
  until?: Date | null;
}
