import {
  getArgumentValues,
  getNamedType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
} from 'graphql';
// Not among GraphQL.js's documented functions, and the very one that executes a selection: what is read ahead is
// what will be asked, and a fragment is visited once, however often it is spread.
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** A field of an operation, before it is executed; fragments and directives are worked out. */
export class SelectedField {
  /** The field as it is in the schema, and where it stands in the document. */
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly info: GraphQLResolveInfo;
  /** Its name in the answer. */
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
  // A field that is being resolved is in the schema, in the document, and has a name in the answer.
  return new SelectedField(
    info,
    definition as GraphQLField<unknown, unknown>,
    String(info.path.key),
    info.fieldNodes,
  );
}

/**
 * What is asked of a field's value.
 * @param typeName of which type, where the field answers with an interface.
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
 * By the nodes of the field above: those of a compiled operation are the same for each execution, in which its directives
 * have the same values. GraphQL.js has new ones for each.
 */
const known = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, Collected[]>>();

function collected(
  { schema, fragments, variableValues }: GraphQLResolveInfo,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Collected[] {
  let byType = known.get(nodes);
  if (!byType) known.set(nodes, (byType = new Map<GraphQLObjectType, Collected[]>()));
  let found = byType.get(type);
  if (!found) {
    const fields = collectSubfields(schema, fragments, variableValues, type, nodes);
    found = [...fields].flatMap(([key, inner]) => {
      const definition = type.getFields()[inner[0]?.name.value ?? ''];
      // `__typename` is of no type.
      return definition ? [{ key, definition, nodes: inner }] : [];
    });
    byType.set(type, found);
  }
  return found;
}
