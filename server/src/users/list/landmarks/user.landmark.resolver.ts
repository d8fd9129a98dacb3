import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../../access/access.js';
import type { RequestContext } from '../../../context.js';
import { MayBeOld } from '../../../database/replicas/may-be-old.js';
import { UserLandmark, UserLandmarksArgs } from './user.landmark.type.js';
import { userLandmarks } from './user.landmarks.js';

@Resolver(() => UserLandmark)
export class UserLandmarkResolver {
  @Access('USERS_READ')
  @MayBeOld
  @Query(() => [UserLandmark], {
    description:
      'Up to 101 places in the list of everyone, in its order, to begin a page anywhere in it. They are estimates: none are ' +
      'there until the database has gathered statistics of the users.',
    complexity: 5,
  })
  userLandmarks(
    @Args(() => UserLandmarksArgs) { orderBy }: UserLandmarksArgs,
    @Ctx() { db }: RequestContext,
  ) {
    return userLandmarks(db, orderBy);
  }
}
