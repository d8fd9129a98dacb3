import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Extensions, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../access/access.js';
import type { RequestContext } from '../../context.js';
import { writeSelection } from '../user.selection.js';
import { firstSteps } from './first-steps.service.js';
import { AddSamplePeoplePayload, FirstSteps, RemoveSamplePeoplePayload } from './sample-people.payloads.js';
import { addSamplePeople, removeSamplePeople } from './sample-people.service.js';

/** The write asserts in its transaction that the viewer still has the rights that they had when they were looked up. */
const ChecksViewer = Extensions({ checksViewer: true });

@Resolver()
export class SamplePeopleResolver {
  @Access('USERS_READ')
  @Query(() => FirstSteps, {
    nullable: true,
    description:
      'How far a new directory has come; null where it has more than a few people and no sample people.',
  })
  firstSteps(@Ctx() context: RequestContext) {
    return firstSteps(context, context.db);
  }

  @Access('USERS_WRITE')
  @ChecksViewer
  @Mutation(() => AddSamplePeoplePayload, {
    description:
      'Adds a thousand made-up people to look around with. None of them can sign in. removeSamplePeople erases exactly these.',
    complexity: 100,
  })
  async addSamplePeople(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return new AddSamplePeoplePayload(await addSamplePeople(context, writeSelection(info)));
  }

  @Access('USERS_DELETE')
  @ChecksViewer
  @Mutation(() => RemoveSamplePeoplePayload, {
    description:
      'Erases the people that addSamplePeople made, also those that were changed since. It cannot be undone.',
    complexity: 100,
  })
  async removeSamplePeople(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return new RemoveSamplePeoplePayload(await removeSamplePeople(context, writeSelection(info)));
  }
}
