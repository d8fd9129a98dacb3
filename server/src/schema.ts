import 'reflect-metadata';
import { type GraphQLSchema, printSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AuditResolver, UserAuditResolver } from './audit/audit.resolver.js';
import { AccountLinkResolver } from './auth/links/account-link.resolver.js';
import { AuthResolver } from './auth/auth.resolver.js';
import { EntryStatusResolver } from './auth/entry-status.resolver.js';
import { EmailChangeResolver } from './auth/email-change/email-change.resolver.js';
import { PasskeyResolver } from './auth/passkeys/passkey.resolver.js';
import { SecondFactorResolver } from './auth/second-factor/second-factor.resolver.js';
import { BulkImportResolver } from './bulk/import/bulk-import.resolver.js';
import { BulkJobResolver } from './bulk/job/bulk-job.resolver.js';
import { UserChangeJobResolver } from './bulk/job/user-change-job.resolver.js';
import { DateTime } from './scalars/date-time.scalar.js';
import { makeResolversPlain } from './execution/plain-resolvers.js';
import { answerWithKeptResults } from './execution/root-results.js';
import { FeedbackPayloadResolver, FeedbackResolver } from './feedback/feedback.resolver.js';
import { HomeResolver } from './home/home.resolver.js';
import { InvitationResolver, UserInvitationResolver } from './invitations/invitation.resolver.js';
import { NodeResolver } from './node/node.resolver.js';
import { RolePartsResolver } from './roles/role-parts.resolver.js';
import { RoleResolver } from './roles/role.resolver.js';
import { SessionResolver } from './sessions/session.resolver.js';
import { AccessTokenResolver } from './tokens/access-token.resolver.js';
import { UsageResolver } from './usage/usage.resolver.js';
import { UserChangeResolver } from './users/news/user-change.resolver.js';
import { UserActivityResolver } from './users/presence/user-activity.resolver.js';
import { UpdateViewerResolver } from './auth/own-account/update-viewer.resolver.js';
import { UserPermissionsResolver } from './users/user-permissions.resolver.js';
import { BinResolver } from './users/bin/bin.resolver.js';
import { UserImportResolver } from './users/import/user-import.resolver.js';
import { SamplePeopleResolver } from './users/samples/sample-people.resolver.js';
import { UserStateResolver } from './users/user-state.resolver.js';
import { UserConnectionResolver } from './users/list/user.connection.resolver.js';
import { UserFacetResolver } from './users/facets/user.facet.resolver.js';
import { UserLandmarkResolver } from './users/list/landmarks/user.landmark.resolver.js';
import { UserResolver } from './users/user.resolver.js';
import { ViewResolver } from './views/view.resolver.js';

let built: GraphQLSchema | undefined;

/** The executable schema, one for all apps of a process, as it keeps nothing of an app. `schema.graphql` is printed from it. */
export function buildSchema(): GraphQLSchema {
  return (built ??= makeSchema());
}

function makeSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AuthResolver,
      EntryStatusResolver,
      SecondFactorResolver,
      PasskeyResolver,
      EmailChangeResolver,
      NodeResolver,
      RoleResolver,
      RolePartsResolver,
      UserResolver,
      UserConnectionResolver,
      UserFacetResolver,
      UserLandmarkResolver,
      UserPermissionsResolver,
      UserStateResolver,
      UpdateViewerResolver,
      BinResolver,
      SamplePeopleResolver,
      UserImportResolver,
      UserChangeResolver,
      UserActivityResolver,
      AuditResolver,
      UserAuditResolver,
      SessionResolver,
      AccessTokenResolver,
      InvitationResolver,
      UserInvitationResolver,
      AccountLinkResolver,
      ViewResolver,
      HomeResolver,
      FeedbackResolver,
      FeedbackPayloadResolver,
      UsageResolver,
      BulkJobResolver,
      BulkImportResolver,
      UserChangeJobResolver,
    ],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // Inputs are checked in the services, whose refusals carry a path and a message in the asker's language.
    validate: false,
    // Apollo Server checks the schema too. This check executes an introspection, a sixth of the cost of a start.
    skipCheck: true,
    // Subscriptions have their own source (the change feed), but TypeGraphQL requires one here.
    pubSub: { publish: () => undefined, subscribe: () => NOTHING },
  });
  makeResolversPlain(schema);
  answerWithKeptResults(schema);
  return schema;
}

const NOTHING: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

/** The schema in GraphQL's own language, as stored in `schema.graphql`. */
export function schemaText(): string {
  return `${printSchema(buildSchema())}\n`;
}
