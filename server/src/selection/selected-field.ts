import {
  getArgumentValues,
  getNamedType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
} from 'graphql';
// Not a documented function of GraphQL.js, but the one that executes a selection: the selection read in advance is the
// one that is executed, and a fragment is visited once however often it is spread.
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** A field of an operation before it is executed, with fragments and directives applied. */
export class SelectedField {
  /** The field in the schema and its nodes in the document. */
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly info: GraphQLResolveInfo;
  /** The field's key in the answer. */
  readonly key: string;

  constructor(
    info: GraphQLResolveInfo,
    definition: GraphQLField<unknown, unknown>,
    key: string,
    nodes: readonly FieldNode[],
  ) {
    this.info = info;
    this.definition = definition;
    this.key = key;
    this.nodes = nodes;
  }

  get name(): string {
    return this.definition.name;
  }

  get args(): Record<string, unknown> {
    const [node] = this.nodes;
    return node ? getArgumentValues(this.definition, node, this.info.variableValues) : {};
  }
}

/** The field that is being resolved. */
export function readField(info: GraphQLResolveInfo): SelectedField {
  const definition = info.parentType.getFields()[info.fieldName];
  // A field that is being resolved exists in the schema and in the document, and its key is a name.
  return new SelectedField(
    info,
    definition as GraphQLField<unknown, unknown>,
    String(info.path.key),
    info.fieldNodes,
  );
}

/**
 * The fields that are selected of a field's value.
 * @param typeName the type to read, if the field returns an interface
 */
export function subfieldsOf({ info, definition, nodes }: SelectedField, typeName?: string): SelectedField[] {
  const named = getNamedType(definition.type);
  const type = isObjectType(named) ? named : (info.schema.getType(typeName ?? '') as GraphQLObjectType);
  return collected(info, type, nodes).map(
    (inner) => new SelectedField(info, inner.definition, inner.key, inner.nodes),
  );
}

interface Collected {
  key: string;
  definition: GraphQLField<unknown, unknown>;
  nodes: readonly FieldNode[];
}

/**
 * By the nodes of the parent field: in a compiled operation they are the same objects for each execution with the same
 * values of directives. GraphQL.js makes new ones for each execution.
 */
const cache = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, Collected[]>>();

function collected(
  { schema, fragments, variableValues }: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Collected[] {
  let byType = cache.get(nodes);
  if (!byType) cache.set(nodes, (byType = new Map<GraphQLObjectType, Collected[]>()));
  let found = byType.get(type);
  if (!found) {
    const fields = collectSubfields(schema, fragments, variableValues, type, nodes);
    found = [...fields].flatMap(([key, inner]) => {
      const definition = type.getFields()[inner[0]?.name.value ?? ''];
      // `__typename` is not a field of the type.
      return definition ? [{ key, definition, nodes: inner }] : [];
    });
    byType.set(type, found);
  }
  return found;
}
