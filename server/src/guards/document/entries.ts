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

/** What every way of getting in answers with: signIn, refreshSession, setUp, and whichever is added. */
const ENTRY = 'SignInPayload';

/**
 * How often an operation of the document would let somebody in: of several operations, the most. A field that a directive
 * may skip counts.
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
 * How many of these fields an operation executes. Fields that have the same name in the answer are executed as one, so
 * names are what is counted.
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

  /** A fragment is read once, however often it is spread, and though it may spread itself. */
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
