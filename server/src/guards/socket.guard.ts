import {
  type DocumentNode,
  type ExecutionArgs,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { GuardError } from '../errors.js';
import { costRefusal } from './cost.guard.js';
import { MAX_ERRORS, MAX_SOCKET_OPERATIONS, MAX_TOKENS } from './document/document.limits.js';
import { documentRules } from './document/document.rules.js';
import { requestRefusal } from './request.guard.js';

/** The parts of graphql-ws's context for a socket and its operation. */
type Connection = { subscriptions: Readonly<Record<string, unknown>> };
type Payload = { query: string; operationName?: string | null; variables?: Record<string, unknown> | null };

/**
 * Does for operations over a WebSocket what Apollo Server and the other guards do for those over HTTP: the same limits, and the
 * same codes in the errors. It is graphql-ws's `onSubscribe`.
 */
export function socketGuard(schema: GraphQLSchema) {
  const rules = [...specifiedRules, ...documentRules()];
  // GraphQL.js adds one error that says that there are more.
  const maxErrors = MAX_ERRORS - 1;

  /** @param hideSuggestions whether suggestions for misspelled names are removed */
  return (
    { subscriptions }: Connection,
    payload: Payload,
    hideSuggestions: boolean,
  ): ExecutionArgs | GraphQLError[] => {
    const tooLarge = requestRefusal(payload);
    if (tooLarge) return [tooLarge];
    const { query, operationName, variables } = payload;
    // This operation is included.
    const found = Object.keys(subscriptions).length;
    if (found > MAX_SOCKET_OPERATIONS) {
      return [
        new GuardError('error.guard.operations', { limit: MAX_SOCKET_OPERATIONS }, 'TOO_MANY_OPERATIONS'),
      ];
    }
    const document = parsed(query);
    if (document instanceof GraphQLError) return [document];
    const invalid = validate(schema, document, rules, { hideSuggestions, maxErrors });
    if (invalid.length > 0) return invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName);
    if (!operation) return [new GuardError('error.operation.unknown', {}, 'OPERATION_RESOLUTION_FAILURE')];
    const { errors, coerced } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      variables ?? {},
      { hideSuggestions, maxErrors },
    );
    if (errors) return errors.map((error) => withCode(error, 'BAD_USER_INPUT'));
    const refusal = costRefusal(schema, document, operation, coerced);
    return refusal ? [refusal] : { schema, document, operationName, variableValues: variables };
  };
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

/** Apollo Server gives its errors a code; GraphQL.js gives none. */
function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
