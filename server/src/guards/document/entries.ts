import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';

/** The payload of every mutation that signs a user in: signIn, refreshSession, setUp, and later ones. */
const ENTRY = 'SignInPayload';

/**
 * How many sign-ins an operation of the document executes. Of several operations, the largest number. Fields that a directive
 * may skip count too.
 */
export function entriesOf(schema: GraphQLSchema, document: DocumentNode): number {
  const ways = new Set(
    Object.values(schema.getMutationType()?.getFields() ?? {})
      .filter(({ type }) => getNamedType(type).name === ENTRY)
      .map(({ name }) => name),
  );
  const counts = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return 0;
    return definition.operation === OperationTypeNode.MUTATION ? timesOf(document, definition, ways) : 0;
  });
  return Math.max(0, ...counts);
}

/**
 * How many of these fields an operation executes. Fields with the same name in the answer are executed as one, so it counts
 * names.
 */
export function timesOf(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
  fields: ReadonlySet<string>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const names = new Set<string>();
  const seen = new Set<string>();

  /** A fragment is read once, however often it is spread, even if it spreads itself. */
  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (fields.has(selection.name.value)) names.add((selection.alias ?? selection.name).value);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  }

  collect(selectionSet);
  return names.size;
}
