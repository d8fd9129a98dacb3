import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../context.js';
import { readField } from '../selection/selected-field.js';
import { type Claim, claimOf } from './idempotency-key.rule.js';

/** The claim of the create that is being resolved; undefined if the request has no key. */
export function claimIn(
  { viewer, idempotencyKey }: RequestContext,
  info: GraphQLResolveInfo,
): Claim | undefined {
  if (!viewer || idempotencyKey === undefined) return undefined;
  return claimOf(viewer, idempotencyKey, info.fieldName, readField(info).args);
}
