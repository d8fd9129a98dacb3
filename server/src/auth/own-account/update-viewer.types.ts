import { Field, InputType, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { ShowsUser } from '../../access/shows.js';
import { UserError } from '../../refusals/user-error.type.js';
import { ruleOf } from '../../users/user.fields.js';
import { User } from '../../users/user.entity.js';
import type { UserRow } from '../../users/user.row.js';

/** The fields that users may change on their own row. Only administrators change the rest. */
export const OWN_FIELDS = ['displayName', 'givenName', 'familyName', 'phone', 'locale', 'timeZone'] as const;

@InputType({ description: 'What one says of oneself. What is left out stays; null removes it.' })
export class UpdateViewerInput implements Partial<Record<(typeof OWN_FIELDS)[number], string | null>> {
  @Field(() => String, { nullable: true, description: ruleOf('displayName').description })
  displayName?: string | null;

  @Field(() => String, { nullable: true, description: ruleOf('givenName').description })
  givenName?: string | null;

  @Field(() => String, { nullable: true, description: ruleOf('familyName').description })
  familyName?: string | null;

  @Field(() => String, { nullable: true, description: ruleOf('phone').description })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: ruleOf('locale').description })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: ruleOf('timeZone').description })
  timeZone?: string | null;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to updateViewer.' })
export class UpdateViewerPayload {
  @ShowsUser('VIEWER')
  @Field(() => User, { nullable: true, description: 'The viewer after the write.' })
  viewer!: UserRow | null;

  @Field(() => [UserError], { description: 'Why nothing was written; empty when it was.' })
  userErrors!: UserError[];
}
