import { getVariableValues, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';

export interface VariableFault {
  /** Of the variable; undefined where it is about none. */
  name: string | undefined;
  message: string;
  isWarning: boolean;
}

/** What the editor of variables holds; none where it is empty, undefined where it is no JSON object. */
export function readVariables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text) as unknown;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What GraphQL has against the values for this operation, the document's only one. */
export function variableFaults(
  schema: GraphQLSchema,
  document: string,
  values: Record<string, unknown>,
  unused: (name: string) => string,
): VariableFault[] {
  const definition = definitionIn(document);
  if (!definition) return [];
  const { variableDefinitions = [] } = definition;
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const { errors = [] } = getVariableValues(schema, variableDefinitions, values);
  return [
    ...errors.map(({ message }) => ({
      name: /^Variable "\$(\w+)"/.exec(message)?.[1],
      message,
      isWarning: false,
    })),
    ...Object.keys(values)
      .filter((name) => !names.includes(name))
      .map((name) => ({ name, message: unused(name), isWarning: true })),
  ];
}

/** Undefined while the document has a fault. */
export function definitionIn(document: string): OperationDefinitionNode | undefined {
  try {
    return parse(document).definitions.find(
      (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
    );
  } catch {
    return undefined;
  }
}
