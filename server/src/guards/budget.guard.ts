import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { currentBudget } from '../database/request-budget.js';
import { entriesOf } from './document/entries.js';

/** Sets the kind of operation in the budget of the request, before it is executed. */
export function setBudget(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): void {
  const budget = currentBudget();
  if (operation.operation === OperationTypeNode.MUTATION) budget?.keepWhenClientIsGone();
  let reserved = isReserved.get(operation);
  if (reserved === undefined) {
    reserved = asksViewerAlone(operation) || entriesOf(schema, document) > 0;
    isReserved.set(operation, reserved);
  }
  if (reserved) budget?.useReserved();
}

/** Computed once for each document. */
const isReserved = new WeakMap<OperationDefinitionNode, boolean>();

/** Whether the operation selects only the viewer. Lists below the viewer, such as tokens, are one page at most. */
function asksViewerAlone({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  const [only, ...others] = selections;
  return only?.kind === Kind.FIELD && only.name.value === 'viewer' && others.length === 0;
}

/** For operations over HTTP. */
export function budgetGuard(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation }) {
          if (operation) setBudget(schema, document, operation);
          return Promise.resolve();
        },
      }),
  };
}
