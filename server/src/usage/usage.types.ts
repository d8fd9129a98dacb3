import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { UserError } from '../refusals/user-error.type.js';
import { UsageFeature, UsageOutcome } from './usage.enums.js';

/** A counter. */
@Access('FEEDBACK_READ')
@ObjectType({ description: 'How often a feature was used with an outcome.' })
export class UsageCounts {
  @Field(() => UsageFeature, { description: 'The feature.' })
  feature!: UsageFeature;

  @Field(() => UsageOutcome, { description: 'The outcome.' })
  outcome!: UsageOutcome;

  @Field(() => [Float], { description: 'How often on each of the days of `Usage.days`.' })
  counts!: number[];

  @Field(() => Float, { description: 'How often in all of them.' })
  total!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'The average duration in milliseconds; null where durations are not counted.',
  })
  averageMs!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Half of the uses took less: the upper bound of a bucket, in milliseconds. Null without durations, and above an hour.',
  })
  medianMs!: number | null;

  @Field(() => Int, { nullable: true, description: 'Nine of ten uses took less; as `medianMs`.' })
  mostMs!: number | null;
}

/** The counters. */
@Access('FEEDBACK_READ')
@ObjectType({ description: 'How the console was used. No counter identifies a person.' })
export class Usage {
  @Field(() => Boolean, { description: 'Whether the directory counts at all.' })
  isOn!: boolean;

  @Field(() => [String], { description: 'The last 30 days of UTC, such as 2026-11-30, today the last.' })
  days!: string[];

  @Field(() => [UsageCounts], { description: 'The counters that are not 0.' })
  counters!: UsageCounts[];
}

/** Whether the viewer is counted. */
@Access('SIGNED_IN')
@ObjectType({ description: 'Whether the use of the console is counted.' })
export class UsageSettings {
  @Field(() => Boolean, { description: 'In the directory at all.' })
  directory!: boolean;

  @Field(() => Boolean, { description: 'Of the viewer, where the directory counts.' })
  viewer!: boolean;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to a write of the settings.' })
export class UsageSettingsPayload {
  @Field(() => UsageSettings, { description: 'The settings after the write.' })
  settings!: UsageSettings;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}
