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
export interface SelectedField {
  name: string;
  /** Its name in the answer. */
  key: string;
  args: Record<string, unknown>;
  /** The field as it is in the schema, and where it stands in the document. */
  definition: GraphQLField<unknown, unknown>;
  nodes: readonly FieldNode[];
  info: GraphQLResolveInfo;
}

/** The field that is being resolved. */
export function readField(info: GraphQLResolveInfo): SelectedField {
  const definition = info.parentType.getFields()[info.fieldName];
  // A field that is being resolved is in the schema, in the document, and has a name in the answer.
  return selected(info, definition as GraphQLField<unknown, unknown>, String(info.path.key), info.fieldNodes);
}

/**
 * What is asked of a field's value.
 * @param typeName of which type, where the field answers with an interface.
 */
export function subfieldsOf({ info, definition, nodes }: SelectedField, typeName?: string): SelectedField[] {
  const named = getNamedType(definition.type);
  const type = isObjectType(named) ? named : (info.schema.getType(typeName ?? '') as GraphQLObjectType);
  const collected = collectSubfields(info.schema, info.fragments, info.variableValues, type, nodes);
  return [...collected].flatMap(([key, [first, ...more]]) => {
    const field = first && type.getFields()[first.name.value];
    // `__typename` is of no type.
    return field ? [selected(info, field, key, [first, ...more])] : [];
  });
}

function selected(
  info: GraphQLResolveInfo,
  definition: GraphQLField<unknown, unknown>,
  key: string,
  nodes: readonly FieldNode[],
): SelectedField {
  const [node] = nodes;
  const args = node ? getArgumentValues(definition, node, info.variableValues) : {};
  return { name: definition.name, key, args, definition, nodes, info };
}
