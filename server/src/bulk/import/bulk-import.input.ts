import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'Which import to apply, and how.' })
export class ApplyUserImportInput {
  @Field(() => ID, { description: 'The import.' })
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether those created get an invitation by mail. Left out: not. It needs a mail server.',
  })
  invite?: boolean | null;
}
