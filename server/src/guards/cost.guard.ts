import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../context.js';
import { GuardError } from '../errors.js';
import { MAX_COST } from './document/document.limits.js';
import { operationCost } from './operation-cost.js';

/** The maximal cost of each operation. Apollo Server keeps documents, so most requests find theirs here. */
const most = new WeakMap<OperationDefinitionNode, number>();

/**
 * Refuses an operation that costs too much. If it is within the limit even with the largest pages, its variables are not read.
 */
export function costRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GuardError | undefined {
  const asked = { schema, document, operation };
  const atMost = most.get(operation) ?? operationCost(asked);
  most.set(operation, atMost);
  if (atMost <= MAX_COST) return undefined;
  const found = operationCost(asked, variables);
  if (found <= MAX_COST) return undefined;
  return new GuardError('error.guard.cost', { found, limit: MAX_COST }, 'QUERY_TOO_COSTLY');
}

/** The same for operations over HTTP. */
export const costGuard: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ schema, document, operation, request }) {
        const refusal = operation && costRefusal(schema, document, operation, request.variables ?? {});
        if (refusal) {
          // Apollo Server would answer with 500, as for an error in a plugin.
          refusal.extensions['http'] = { status: 400 };
          throw refusal;
        }
        return Promise.resolve();
      },
    }),
};
