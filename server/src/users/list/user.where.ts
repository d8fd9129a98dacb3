import { Field, ID, InputType } from 'type-graphql';
import { DateTimeRange } from '../../scalars/date-time-range.input.js';
import { UserState, UserStatus } from '../user.enums.js';

/** Which users a list holds; every condition given must hold. */
@InputType({ description: 'Which users a list holds. Every condition given must hold.' })
export class UserWhere {
  @Field(() => [UserStatus], {
    nullable: true,
    description: 'One of these. Left out: everyone but the bin. The bin is shown when DELETED is among them.',
  })
  status?: UserStatus[] | null;

  @Field(() => [UserState], {
    nullable: true,
    description: 'In one of these states. The bin is shown when DELETED is among them.',
  })
  state?: UserState[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'In one of these departments. Case, accents and several blanks are ignored, as in searches.',
  })
  department?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Having at least one of these roles.' })
  roleId?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Added in this span.' })
  createdAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Last signed in in this span.' })
  lastSignInAt?: DateTimeRange | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: never signed in. false: signed in at least once.',
  })
  neverSignedIn?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: has TOTP or a passkey. false: has neither. Needs USERS_WRITE, as User.hasSecondFactor does.',
  })
  hasSecondFactor?: boolean | null;
}
