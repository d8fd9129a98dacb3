import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../access/access.js';
import { UsersWritePayload } from '../bin/bin.payloads.js';
import type { Progress } from './first-steps.service.js';
import type { SamplesAnswer } from './sample-people.service.js';

@Access('SIGNED_IN')
@ObjectType({ description: 'What has been done of what a new directory needs.' })
export class FirstSteps implements Progress {
  @Field(() => Int, { description: 'Users outside the bin, sample people left out.' })
  people!: number;

  @Field(() => Int, { description: 'How many sample people there are, those in the bin included.' })
  samplePeople!: number;

  @Field(() => Boolean, { description: 'Whether anybody was ever invited.' })
  hasInvited!: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer has a second factor.' })
  hasSecondFactor!: boolean;

  @Field(() => Boolean, { description: 'Whether the viewer ever made an access token.' })
  hasAccessToken!: boolean;

  @Field(() => Boolean, { description: 'Whether this server sends mail.' })
  sendsMail!: boolean;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to addSamplePeople.', implements: UsersWritePayload })
export class AddSamplePeoplePayload extends UsersWritePayload {
  @Access('USERS_READ')
  @Field(() => FirstSteps, { nullable: true, description: 'As Query.firstSteps, after the write.' })
  firstSteps: Progress | null;

  constructor(answer: SamplesAnswer) {
    super(answer);
    this.firstSteps = answer.firstSteps;
  }
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to removeSamplePeople.', implements: UsersWritePayload })
export class RemoveSamplePeoplePayload extends UsersWritePayload {
  @Access('USERS_READ')
  @Field(() => FirstSteps, { nullable: true, description: 'As Query.firstSteps, after the write.' })
  firstSteps: Progress | null;

  constructor(answer: SamplesAnswer) {
    super(answer);
    this.firstSteps = answer.firstSteps;
  }
}
