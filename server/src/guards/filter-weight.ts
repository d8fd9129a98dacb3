import { type FieldNode, Kind, type OperationDefinitionNode, type ValueNode } from 'graphql';

/** Rows that are read per match, measured with a million users. */
const SEVERAL_CONDITIONS = 25;

/** The cost of a page with a filter by several conditions, for any page size. */
export const FILTERED_PAGE = 100;

type Variables = Readonly<Record<string, unknown>> | undefined;

/**
 * The factor by which a filter raises the cost of a list's count or position. A single condition has an index, and so has a
 * search. Several conditions together read many rows: a count of such a list took 1.3 s, a count of any other 20 ms.
 * @param variables as they were sent; if omitted, a filter in a variable counts as the most expensive one
 */
export function filterWeight(
  { arguments: given = [] }: FieldNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  let conditions = 0;
  for (const { name, value } of given) {
    if (name.value === 'where') conditions += conditionsIn(value, operation, variables);
    if (name.value === 'search') conditions += isGiven(value, operation, variables) ? 1 : 0;
  }
  return conditions > 1 ? SEVERAL_CONDITIONS : 1;
}

function conditionsIn(value: ValueNode, operation: OperationDefinitionNode, variables: Variables): number {
  if (value.kind === Kind.OBJECT) {
    return value.fields.filter((field) => isGiven(field.value, operation, variables)).length;
  }
  if (value.kind !== Kind.VARIABLE) return 0;
  if (!variables) return Infinity;
  const found = variables[value.name.value];
  if (found === undefined) {
    const byDefault = defaultOf(value.name.value, operation);
    return byDefault ? conditionsIn(byDefault, operation, variables) : 0;
  }
  return typeof found === 'object' && found !== null ? Object.values(found).filter(isSomething).length : 0;
}

function isGiven(value: ValueNode, operation: OperationDefinitionNode, variables: Variables): boolean {
  if (value.kind === Kind.STRING) return isSomething(value.value);
  if (value.kind !== Kind.VARIABLE) return value.kind !== Kind.NULL;
  if (!variables) return true;
  const found = variables[value.name.value];
  if (found !== undefined) return isSomething(found);
  const byDefault = defaultOf(value.name.value, operation);
  return byDefault !== undefined && isGiven(byDefault, operation, variables);
}

function isSomething(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value != null;
}

function defaultOf(name: string, { variableDefinitions }: OperationDefinitionNode): ValueNode | undefined {
  return variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;
}
