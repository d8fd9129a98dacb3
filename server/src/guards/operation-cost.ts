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

/** A list without a page size, such as a user's roles, is short. Its exact length is not known beforehand. */
const SHORT_LIST = 10;

/** A write is a transaction, with statements before and after it. */
const WRITE_PRICE = 10;

/** By measurement, the full introspection takes about as long as half a page of users. */
const SCHEMA_PRICES: Readonly<Record<string, number>> = { __schema: 500, __type: 50 };

/** The cost of a selection: the part that is paid once, and the part per row if the value is a connection. */
interface Cost {
  once: number;
  perRow: number;
  /** The part of `once` for the prices of the fields themselves, which grow with the filter of their list. */
  prices: number;
}

interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * The cost of a valid operation: about the number of objects in its answer, plus the price (`complexity`) of the fields that
 * declare one, such as a count. Fields that a directive may skip count too.
 * @param variables as they were sent; if omitted, pages with a size in a variable count as the largest
 */
export function operationCost(asked: Operation, variables?: Readonly<Record<string, unknown>>): number {
  const { schema, operation } = asked;
  const fragments = fragmentsOf(asked.document);
  // Read once, however often they are spread.
  const known = new Map<FragmentDefinitionNode, Cost>();

  function ofFragment(name: string): Cost {
    // The operation is valid, so each fragment exists and none spreads itself.
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
    // `edges` and `nodes`: their number depends on the field that returns the connection.
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

/** The number of requested rows; undefined if the field has no pages. */
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
  // A size above the limit, or both arguments at once, are refused before anything is read.
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
  // A value that is not a number is refused when the operation is executed.
  if (given !== undefined) return typeof given === 'number' ? given : undefined;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue ? sizeIn(definition.defaultValue, operation, variables) : undefined;
}
