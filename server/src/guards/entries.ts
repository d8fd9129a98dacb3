import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

/** What every way of getting in answers with: signIn, refreshSession, setUp, and whichever is added. */
const ENTRY = 'SignInPayload';

/**
 * How often an operation of the document would let somebody in: of several operations, the most. Fields that have the
 * same name in the answer are executed as one, so names are what is counted. A field that a directive may skip counts.
 */
export function entriesOf(schema: GraphQLSchema, document: DocumentNode): number {
  const ways = new Set(
    Object.values(schema.getMutationType()?.getFields() ?? {})
      .filter(({ type }) => getNamedType(type).name === ENTRY)
      .map(({ name }) => name),
  );
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  /** A fragment is read once, however often it is spread, and though it may spread itself. */
  function collect({ selections }: SelectionSetNode, names: Set<string>, seen: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (ways.has(selection.name.value)) names.add((selection.alias ?? selection.name).value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, names, seen);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, names, seen);
      }
    }
  }

  const counts = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return 0;
    if (definition.operation !== OperationTypeNode.MUTATION) return 0;
    const names = new Set<string>();
    collect(definition.selectionSet, names, new Set());
    return names.size;
  });
  return Math.max(0, ...counts);
}
