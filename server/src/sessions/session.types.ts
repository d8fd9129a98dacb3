import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../access/access.js';
import { ShowsUser } from '../access/shows.js';
import { Node } from '../node/node.interface.js';
import { PageInfo } from '../pagination/page-info.type.js';
import { User } from '../users/user.entity.js';
import { UserError } from '../refusals/user-error.type.js';
import type { UserRow } from '../users/user.row.js';

/** One browser in which a user is signed in. */
@Access('SIGNED_IN')
@ObjectType({
  implements: Node,
  description: 'A browser in which a user is signed in. One that has ended is not shown any more.',
})
export class Session extends Node {
  @Field(() => String, {
    nullable: true,
    description: 'The browser’s name, such as Firefox, as the browser says; null where it is not known.',
  })
  browser!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The system’s name, such as Android, as the browser says; null where it is not known.',
  })
  operatingSystem!: string | null;

  @Field(() => String, { description: 'The network address from which it was last used.' })
  address!: string;

  @Field(() => Date, { description: 'When the user signed in.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date;

  @Field(() => Date, { description: 'When it ends unless it is used.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether this request comes from it.' })
  isCurrent!: boolean;
}

@Access('SIGNED_IN')
@ObjectType({ description: 'A session at a place in a list.' })
export class SessionEdge {
  @Field(() => String, { description: 'The place, good for `after` and `before`.' })
  cursor!: string;

  @Field(() => Session, { description: 'The session.' })
  node!: Session;
}

/** A page of sessions, as Relay has it. */
@Access('SIGNED_IN')
@ObjectType({ description: 'A page of sessions (the Relay connection specification), the last used first.' })
export class SessionConnection {
  @Field(() => [SessionEdge], { description: 'The sessions with their cursors.' })
  edges!: SessionEdge[];

  @Field(() => [Session], { description: 'The sessions without their cursors.' })
  nodes!: Session[];

  @Field(() => PageInfo, { description: 'Where the page stands in the list.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many sessions the user has.', complexity: 5 })
  totalCount!: number;
}

/** The answer to every write of sessions. */
@Access('SIGNED_IN')
@ObjectType()
abstract class SessionWritePayload {
  /** For viewers without USERS_READ, the resolvers omit every user except the viewer. */
  @ShowsUser('VIEWER')
  @Field(() => User, {
    nullable: true,
    description:
      'Whose sessions these were, with those that are left; null when userErrors says why, and for another’s without ' +
      'USERS_READ.',
  })
  user!: UserRow | null;

  @Field(() => [UserError], { description: 'Why nothing was done; empty when it was.' })
  userErrors!: UserError[];
}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to revokeSession.' })
export class RevokeSessionPayload extends SessionWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to revokeSessions.' })
export class RevokeSessionsPayload extends SessionWritePayload {}

@Access('SIGNED_IN')
@ObjectType({ description: 'The answer to signOutEverywhere.' })
export class SignOutEverywherePayload extends SessionWritePayload {}
