import {
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import { FILTERED_PAGE, filterWeight } from './filter-weight.js';
import { DEFAULT_SIZE, MAX_SIZE } from '../pagination/page-window.js';

/** A list that takes no page size, such as a user's roles, is short; how short is not known beforehand. */
const SHORT_LIST = 10;

/** A write is a transaction, with statements before and after it. */
const WRITE_PRICE = 10;

/** By measurement, the full introspection takes about as long as half a page of users. */
const SCHEMA_PRICES: Readonly<Record<string, number>> = { __schema: 500, __type: 50 };

/** Of what is asked of a value: what comes once, and what comes with each row where the value is a connection. */
interface Cost {
  once: number;
  perRow: number;
  /** Of `once`, the prices of the fields themselves, which grow with the filter of the list that they are asked of. */
  prices: number;
}

interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * What a valid operation costs: about the number of objects in its answer, and the price (`complexity`) of the fields
 * that say they have one, such as a count. What a directive may skip is counted all the same.
 * @param variables as they were sent; left out, pages whose size is a variable count as the largest.
 */
export function operationCost(asked: Operation, variables?: Readonly<Record<string, unknown>>): number {
  const { schema, operation } = asked;
  const fragments = fragmentsOf(asked.document);
  // Read once, however often they are spread.
  const known = new Map<FragmentDefinitionNode, Cost>();

  function ofFragment(name: string): Cost {
    // The operation is valid, so each fragment is there and none spreads itself.
    const fragment = fragments.get(name) as FragmentDefinitionNode;
    const cost =
      known.get(fragment) ??
      ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    known.set(fragment, cost);
    return cost;
  }

  function ofSelections(set: SelectionSetNode, type: GraphQLNamedType | undefined): Cost {
    const total = { once: 0, perRow: 0, prices: 0 };
    for (const selection of set.selections) {
      let cost: Cost;
      if (selection.kind === Kind.FIELD) {
        cost = ofField(selection, type);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        cost = ofFragment(selection.name.value);
      } else {
        const { typeCondition, selectionSet } = selection;
        cost = ofSelections(selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : type);
      }
      total.once += cost.once;
      total.perRow += cost.perRow;
      total.prices += cost.prices;
    }
    return total;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Cost {
    const field = fieldOf(parent, node.name.value);
    if (!field) return { once: SCHEMA_PRICES[node.name.value] ?? 0, perRow: 0, prices: 0 };
    const weight = filterWeight(node, operation, variables);
    const own = priceOf(field) * weight;
    const price = own + (parent === schema.getMutationType() ? WRITE_PRICE : 0);
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return { once: price, perRow: 0, prices: own };
    const inside = ofSelections(node.selectionSet, type);
    const size = pageSize(field, node, operation, variables);
    const filtered = weight > 1 ? FILTERED_PAGE + inside.prices * (weight - 1) : 0;
    const each = 1 + filtered + inside.once + inside.perRow * (size ?? DEFAULT_SIZE);
    if (!isListType(getNullableType(field.type))) return { once: price + each, perRow: 0, prices: 0 };
    // `edges` and `nodes`: how many there are is for the field to say that answers with the connection.
    if (size === undefined && isConnection(parent)) return { once: price, perRow: each, prices: 0 };
    return { once: price + each * (size ?? SHORT_LIST), perRow: 0, prices: 0 };
  }

  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined).once;
}

function fragmentsOf({ definitions }: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function fieldOf(
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function priceOf({ extensions }: GraphQLField<unknown, unknown>): number {
  const { complexity } = extensions;
  return typeof complexity === 'number' ? complexity : 0;
}

/** By the name that the Relay specification reserves for it. */
function isConnection(type: GraphQLNamedType | undefined): boolean {
  return type?.name.endsWith('Connection') === true;
}

/** How many rows are asked for; undefined where the field has no pages. */
function pageSize(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): number | undefined {
  if (!field.args.some(({ name }) => isPageSize(name))) return undefined;
  const sizes = (node.arguments ?? [])
    .filter(({ name }) => isPageSize(name.value))
    .map(({ value }) => sizeIn(value, operation, variables))
    .filter((size) => size !== undefined);
  // Too many are refused before anything is read, and so are both at once.
  return sizes.length > 0 ? Math.min(MAX_SIZE, Math.max(0, ...sizes)) : DEFAULT_SIZE;
}

function isPageSize(argument: string): boolean {
  return argument === 'first' || argument === 'last';
}

function sizeIn(
  value: ValueNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): number | undefined {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind !== Kind.VARIABLE) return undefined;
  if (!variables) return MAX_SIZE;
  const name = value.name.value;
  const given = variables[name];
  // What is no number is refused when the operation is executed.
  if (given !== undefined) return typeof given === 'number' ? given : undefined;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue ? sizeIn(definition.defaultValue, operation, variables) : undefined;
}
