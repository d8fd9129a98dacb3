import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  getNamedType,
  getOperationAST,
  type GraphQLSchema,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type SelectionSetNode,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { message } from '../messages/messages.js';
import type { Permission } from './permission.enum.js';
import { type Access, accessOf } from './access.js';
import { protectedFilter } from './filter-access.js';
import { BARE, showsOf } from './shows.js';
import type { Viewer } from './viewer.js';

/** A right that an operation needs, with the first field that needs it. */
interface Requirement {
  access: Access;
  field: string;
}

/** The type whose fields need USERS_READ unless they are the viewer's own, see shows.ts. */
const USER = 'User';

const requirements = new WeakMap<OperationDefinitionNode, Requirement[]>();

/**
 * Returns why an operation is refused: a field of it needs a right that the viewer does not have. It is checked before
 * execution, so that a refused field undoes no write, and a write whose answer is refused leaves nothing behind. A
 * field that a directive skips is checked too. The needs of an operation are computed once for each document.
 */
export function accessRefusal(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  viewer: Viewer | null,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  let needed = requirements.get(operation);
  if (!needed) {
    needed = requirementsOf(schema, document, operation);
    requirements.set(operation, needed);
  }
  for (const { access, field } of needed) {
    if (!viewer) return refusal('UNAUTHENTICATED', message('en', 'error.unauthenticated'));
    if (access !== 'SIGNED_IN' && !viewer.permissions.has(access as Permission)) {
      return refusal('FORBIDDEN', message('en', 'error.forbidden', { field, permission: access }));
    }
  }
  const filter = viewer && protectedFilter(document, variables, viewer);
  return filter ? refusal('FORBIDDEN', message('en', 'error.forbidden', filter)) : undefined;
}

function refusal(code: string, text: string): GraphQLError {
  // The status is 200, as for every GraphQL answer: the code is for the client.
  return new GraphQLError(text, { extensions: { code, http: { status: 200 } } });
}

function requirementsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Requirement[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const found = new Map<string, Requirement>();
  const seen = new Set<string>();
  const root = schema.getRootType(operation.operation);
  const need = (access: Access, field: string): void => {
    if (!found.has(access)) found.set(access, { access, field });
  };
  /** @param isOfOthers whether the object may be a user who is neither the viewer nor created by this write */
  const walk = (type: GraphQLCompositeType, { selections }: SelectionSetNode, isOfOthers: boolean): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        const key = `${name} ${isOfOthers}`;
        if (!fragment || seen.has(key)) continue;
        seen.add(key);
        walk(
          schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType,
          fragment.selectionSet,
          isOfOthers,
        );
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const name = selection.typeCondition?.name.value;
        walk(
          name ? (schema.getType(name) as GraphQLCompositeType) : type,
          selection.selectionSet,
          isOfOthers,
        );
      } else {
        const name = selection.name.value;
        if (name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
        const field = type.getFields()[name];
        if (!field) continue;
        const access = accessOf(field) ?? accessOf(type) ?? 'SIGNED_IN';
        // SIGNED_IN is checked for root fields alone: the answer to signIn shows the viewer to a request without one.
        const inherits = access === 'PUBLIC' || (access === 'SIGNED_IN' && type !== root);
        if (!inherits) need(access, `${type.name}.${name}`);
        if (isOfOthers && type.name === USER && !BARE.has(name)) need('USERS_READ', `${type.name}.${name}`);
        if (!selection.selectionSet) continue;
        const answer = getNamedType(field.type) as GraphQLCompositeType;
        walk(answer, selection.selectionSet, answer.name === USER && !(showsOf(field) ?? showsOf(type)));
      }
    }
  };
  if (root) walk(root, operation.selectionSet, false);
  return [...found.values()];
}

/** The check of operations over HTTP; that of subscriptions is in http/graphql/graphql.ts. */
export function accessGuard(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operationName, contextValue, request }) {
          const { viewer } = contextValue;
          const refused = accessRefusal(schema, document, operationName, viewer, request.variables);
          if (refused) throw refused;
          return Promise.resolve();
        },
      }),
  };
}
