import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { UserState } from '../users/user.enums.js';

/** How many users are in a state. */
@Access('USERS_READ')
@ObjectType({ description: 'How many users are in a state.' })
export class HomeState {
  @Field(() => UserState, { description: 'The state.' })
  state!: UserState;

  @Field(() => Int, { description: 'How many users are in it.' })
  count!: number;

  @Field(() => Boolean, { description: 'Whether there may be more, as counting stopped at 10,000.' })
  countIsCapped!: boolean;
}

/** How many users have a value. */
@Access('USERS_READ')
@ObjectType({ description: 'How many users have a department, a role or a language.' })
export class HomeValue {
  @Field(() => ID, { description: 'The folded department, the id of the role, or the language (BCP 47).' })
  value!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The usual spelling of the department or the name of the role; null for a language.',
  })
  label!: string | null;

  @Field(() => Int, { description: 'How many users outside the bin have it.' })
  count!: number;
}

/** The most frequent values. */
@Access('USERS_READ')
@ObjectType({ description: 'The eight most frequent values of users outside the bin.' })
export class HomeValues {
  @Field(() => [HomeValue], { description: 'The most frequent first.' })
  top!: HomeValue[];

  @Field(() => Int, {
    description:
      'How many users have other values. Of roles: how often others are given. Users without one are not in it.',
  })
  others!: number;
}

/** Totals at the end of a day. */
@Access('USERS_READ')
@ObjectType({ description: 'Totals at the end of a day, as they were read within an hour or two after it.' })
export class HomeTotals {
  @Field(() => Int, { description: 'Active users.' })
  active!: number;

  @Field(() => Int, { description: 'Users with an invitation that they could accept.' })
  invited!: number;

  @Field(() => Int, { description: 'Users outside the bin who had never signed in.' })
  neverSignedIn!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Users outside the bin without TOTP or a passkey. Null without USERS_WRITE.',
  })
  withoutSecondFactor!: number | null;
}

/** A day. */
@Access('USERS_READ')
@ObjectType({ description: 'A day of UTC.' })
export class HomeDay {
  @Field(() => String, { description: 'The day, such as 2026-11-30.' })
  day!: string;

  @Field(() => Int, { description: 'How many users outside the bin were added on it.' })
  added!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many different users signed in; of today, those outside the bin. Null without AUDIT_READ.',
  })
  active!: number | null;

  @Field(() => Int, { nullable: true, description: 'How often users signed in. Null without AUDIT_READ.' })
  signIns!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many failures to sign in the audit trail has. It has 100 of a network within 15 minutes, and a summary of the rest. ' +
      'Null without AUDIT_READ.',
  })
  failures!: number | null;

  @Field(() => Boolean, {
    description:
      'Whether there may be more than `active`, `signIns` and `failures` say: the last 10,000 entries are counted of a day ' +
      'that is not over, or ended in the last hours.',
  })
  isCapped!: boolean;

  @Field(() => HomeTotals, {
    nullable: true,
    description: 'The totals at the end of the day. Null if they were not kept, and for today.',
  })
  totals!: HomeTotals | null;
}

/** The directory at a glance. */
@Access('USERS_READ')
@ObjectType({ description: 'The directory at a glance. It may be up to five seconds old.' })
export class Home {
  @Field(() => Int, { description: 'How many users are outside the bin.' })
  userCount!: number;

  @Field(() => [HomeState], { description: 'Users by state, the bin among them.' })
  states!: HomeState[];

  @Field(() => Int, { description: 'Users outside the bin who have never signed in.' })
  neverSignedIn!: number;

  @Field(() => Int, {
    description:
      'Users outside the bin who last signed in before `dormantBefore`. Those who never signed in are not among them.',
  })
  dormant!: number;

  @Field(() => Date, { description: 'The first moment (UTC) of the last 90 days, today among them.' })
  dormantBefore!: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'Users outside the bin without TOTP or a passkey. Null without USERS_WRITE.',
  })
  withoutSecondFactor!: number | null;

  @Field(() => HomeValues, { description: 'Users by department.' })
  departments!: HomeValues;

  @Field(() => HomeValues, { description: 'Users by role; somebody with two roles is counted in both.' })
  roles!: HomeValues;

  @Field(() => HomeValues, { description: 'Users by language.' })
  languages!: HomeValues;

  @Field(() => [HomeDay], { description: 'The last 30 days, today the last.' })
  days!: HomeDay[];
}
